import type { ExternalPerson } from '../external-accounts.port.js';
import type { LdapInboundInstance } from './ldap-inbound-instance.js';
import { LdapInboundOptions } from './ldap-inbound.options.js';
import { PeopleOfDirectories } from './people-of-directories.js';

const MINUTE = 60_000;
const instance = { moduleId: 'ldap', options: new LdapInboundOptions() } as LdapInboundInstance;
const someone = {} as ExternalPerson;

let now: number;
let secondsAgo: number | null | undefined;
let asked: number;
let answer: () => Promise<ExternalPerson | undefined>;
let done: string[];
let people: PeopleOfDirectories;

beforeEach(() => {
  [now, secondsAgo, asked, done] = [1_000_000, 16 * 60, 0, []];
  answer = () => Promise.resolve(someone);
  people = new PeopleOfDirectories({
    instances: new Map([['ldap', instance]]),
    known: async () => (secondsAgo === undefined ? undefined : { subject: 'id', seconds_ago: secondsAgo }),
    find: () => {
      asked += 1;
      return answer();
    },
    follow: async () => void done.push('followed'),
    withdraw: async () => void done.push('withdrawn'),
    warn: (message) => void done.push(message),
    now: () => now,
  });
});

const isThere = (): Promise<boolean> => people.isThere('ldap', 7);

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
