import type { ExternalPerson } from '../external-accounts.port.js';
import type { LdapInboundInstance } from './ldap-inbound-instance.js';
import { LdapInboundOptions } from './ldap-inbound.options.js';
import { PersonFault } from './person-fault.js';
import { PeopleOfDirectories } from './people-of-directories.js';

const MINUTE = 60_000;
const instance = { moduleId: 'ldap', options: new LdapInboundOptions() } as LdapInboundInstance;
const someone = {} as ExternalPerson;

let now: number;
let secondsAgo: number | null | undefined;
let asked: number;
let answer: (subject: string) => Promise<ExternalPerson | undefined>;
let rowsRead: number;
let done: string[];
let people: PeopleOfDirectories;

beforeEach(() => {
  [now, secondsAgo, asked, done, rowsRead] = [1_000_000, 16 * 60, 0, [], 0];
  answer = () => Promise.resolve(someone);
  people = new PeopleOfDirectories({
    instances: new Map([['ldap', instance]]),
    known: async (pid) => {
      rowsRead += 1;
      return secondsAgo === undefined ? undefined : { subject: `id ${pid}`, seconds_ago: secondsAgo };
    },
    find: (_instance, subject) => {
      asked += 1;
      return answer(subject);
    },
    follow: async () => void done.push('followed'),
    withdraw: async () => void done.push('withdrawn'),
    warn: (message) => void done.push(message),
    now: () => now,
  });
});

const isThere = (pid = 7): Promise<boolean> => people.isThere('ldap', pid);

describe('looking people up again', () => {
  test.each([
    { name: 'who was there a quarter of an hour ago is asked about', ago: 15 * 60, expected: [true, 1] },
    { name: 'who was there lately is not', ago: 14 * 60, expected: [true, 0] },
    { name: 'who was gone is not there', ago: null, expected: [false, 0] },
    { name: 'who never signed in has nothing to lose', ago: undefined, expected: [true, 0] },
  ])('$name', async ({ ago, expected }) => {
    secondsAgo = ago;

    expect([await isThere(), asked]).toEqual(expected);
  });

  test('costs one question for all who ask at once, and none for a quarter of an hour', async () => {
    const together = await Promise.all([isThere(), isThere(), isThere()]);
    now += 14 * MINUTE;
    await isThere();
    const soon = asked;
    now += 2 * MINUTE;
    await isThere();

    expect([together, soon, asked, done]).toEqual([[true, true, true], 1, 2, ['followed', 'followed']]);
  });

  test('withdraws what was given to who is gone', async () => {
    answer = () => Promise.resolve(undefined);

    expect([await isThere(), done]).toEqual([false, ['withdrawn']]);
  });

  test('F-22: lets a directory that fails alone for a minute, and people go on for a day', async () => {
    answer = () => Promise.reject(new Error('connection refused'));
    const first = [await isThere(), await isThere()];
    const questions = asked;
    now += 2 * MINUTE;
    secondsAgo = 24 * 3_600;

    expect([first, questions, await isThere(), asked]).toEqual([[true, true], 1, false, 2]);
    expect(done).toEqual(
      Array.from({ length: 2 }, () => expect.stringMatching(/^ldap: .*connection refused/) as string),
    );
  });

  test.each([
    { name: 'is in too many groups', fault: new PersonFault('too many groups') },
    { name: 'has an entry too many', fault: Object.assign(new Error('more'), { name: 'SizeLimitExceededError' }) },
  ])('F-22: who $name keeps nobody else from being looked up', async ({ fault }) => {
    answer = (subject) => (subject === 'id 7' ? Promise.reject(fault) : Promise.resolve(undefined));
    const theirs = [await isThere(), await isThere()];
    const others = await isThere(8);
    const questions = asked;
    now += MINUTE;
    await isThere();

    expect([theirs, others, questions, asked]).toEqual([[true, true], false, 2, 3]);
    const told = expect.stringMatching(/^ldap: the person of account 7 cannot be looked up/) as string;
    expect(done).toEqual([told, 'withdrawn', told]);
  });

  test('F-22: while a directory is left alone no request asks the database, until the outage has lasted for too long', async () => {
    answer = () => Promise.reject(new Error('connection refused'));
    await isThere(8);
    secondsAgo = 24 * 3_600 - 30;
    const first = [await isThere(), await isThere(), await isThere()];
    const read = rowsRead;
    now += 30_000;
    secondsAgo = 24 * 3_600;

    expect([first, read, await isThere(), asked]).toEqual([[true, true, true], 2, false, 1]);
  });

  test('a database that fails is no directory that fails', async () => {
    people = new PeopleOfDirectories({
      ...people['dependencies'],
      withdraw: () => Promise.reject(new Error('no database')),
    });
    answer = () => Promise.resolve(undefined);

    await expect(isThere()).rejects.toThrow('no database');
  });

  test('concerns modules of directories that want it', () => {
    expect([people.areAskedFor('ldap'), people.areAskedFor('local')]).toEqual([true, false]);
  });
});
