import { jest } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { MailWork } from './mail-work.js';
import type { MailSettings } from './mailer.port.js';
import { SealedMails } from './sealed-mails.js';
import type { SmtpDelivery } from './smtp-delivery.js';
import type { MailQueueStore, OwedMail } from './stores/mail-queue.store.js';

const SETTINGS: MailSettings = { host: 'mail.example', port: 25, security: 'none', from: 'noreply@clinic.example' };
/** Its mails were sealed for another module. */
const ALTERED = 'altered';
const seals = new SealedMails({
  seal: ({ row }, text) => JSON.stringify([row, text]),
  open: ({ row }, sealed) => {
    const [of, text] = JSON.parse(sealed) as [readonly string[], string];
    if (of.join() !== row.join()) throw new Error('sealed for another place');
    return text;
  },
});

/** Mails that wait: those of which module, in the order in which they are due. */
class Waiting implements Pick<MailQueueStore, 'claim' | 'postpone' | 'settle'> {
  readonly settled: number[] = [];
  readonly postponed: { readonly id: number; readonly seconds: number }[] = [];
  private readonly mails: OwedMail[];

  constructor(moduleIds: readonly string[]) {
    const mail = (moduleId: string) => ({ to: 'amelia@clinic.example', subject: moduleId, text: 'Your code' });
    const sealed = (moduleId: string): Buffer =>
      seals.seal(moduleId === ALTERED ? 'another' : moduleId, mail(moduleId));
    this.mails = moduleIds.map((moduleId, id) => ({ id, moduleId, sealed: sealed(moduleId), attempts: 1 }));
  }

  async claim(moduleIds: readonly string[]): Promise<OwedMail | undefined> {
    await turn();
    const index = this.mails.findIndex(({ moduleId }) => moduleIds.includes(moduleId));
    return index < 0 ? undefined : this.mails.splice(index, 1)[0];
  }

  async postpone({ id }: OwedMail, seconds: number): Promise<void> {
    await turn();
    this.postponed.push({ id, seconds });
  }

  async settle({ id }: OwedMail): Promise<void> {
    await turn();
    this.settled.push(id);
  }
}

/** A process that is told `notices` times of mails of these modules; deliveries wait until they are ended or given up. */
async function told(moduleIds: readonly string[], notices: number) {
  const queue = new Waiting(moduleIds);
  const under: { readonly moduleId: string; readonly end: () => void }[] = [];
  const deliver: SmtpDelivery['deliver'] = (_settings, { subject: moduleId }, signal) =>
    new Promise((resolve) => {
      under.push({ moduleId, end: () => resolve({ kind: 'sent' }) });
      signal.addEventListener('abort', () => resolve({ kind: 'missed', reason: 'EABORT' }));
    });
  let tell = (): void => undefined;
  const warnings: string[] = [];
  const work = new MailWork({
    ...{ queue: queue as unknown as MailQueueStore, seals, delivery: { deliver }, background: { isDoneHere: true } },
    settings: () => new Map(moduleIds.map((moduleId) => [moduleId, SETTINGS])),
    feed: { onChange: (listener) => void (tell = () => listener('mail')) },
    logger: { warn: (message: string) => void warnings.push(message) },
  });
  work.onModuleInit();
  for (let index = 0; index < notices; index++) tell();
  await idle();
  return { ...{ work, queue, under, warnings }, modules: () => under.map(({ moduleId }) => moduleId) };
}

/** Everything has gone as far as it goes. */
async function idle(): Promise<void> {
  for (let index = 0; index < 50; index++) await turn();
}

describe('R-18: deliveries that do not end', () => {
  test.each([1, 3, 8])('of one module are two, after %i notices', async (notices) => {
    const { modules } = await told(Array<string>(8).fill('stalled'), notices);

    expect(modules()).toEqual(['stalled', 'stalled']);
  });

  test('keep no other module waiting', async () => {
    const { modules } = await told([...Array<string>(8).fill('stalled'), 'other'], 8);

    expect(modules()).toEqual(['stalled', 'stalled', 'other']);
  });

  test('are eight in one process', async () => {
    const { modules } = await told(
      ['a', 'b', 'c', 'd', 'e'].flatMap((each) => [each, each]),
      20,
    );

    expect(modules()).toEqual(['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd']);
  });

  test('give their place to the next mail when they end', async () => {
    const { under, queue, modules } = await told(['m', 'm', 'm'], 1);

    under[0]?.end();
    await idle();

    expect(modules()).toEqual(['m', 'm', 'm']);
    expect(queue.settled).toEqual([0]);
  });
});

test('a mail that cannot be opened is given up, and keeps none waiting', async () => {
  const { queue, modules, warnings } = await told(['m', ALTERED, 'm'], 1);

  expect(modules()).toEqual(['m', 'm']);
  expect(queue.settled).toEqual([1]);
  expect(warnings).toEqual([
    'Mail 1 of module altered is given up: it was altered, or kept by another version, and cannot be opened.',
  ]);
});

test('what is due again is looked for every five seconds', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  const { modules } = await told(['m'], 0);
  const atOnce = modules();

  jest.advanceTimersByTime(5_000);
  await idle();

  expect([atOnce, modules()]).toEqual([[], ['m']]);
  jest.useRealTimers();
});

describe('F-30: a server that stops', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
  afterEach(() => jest.useRealTimers());

  test('waits a moment for what is under way, begins nothing more, and leaves the rest to others at once', async () => {
    const { work, queue, under, modules } = await told(['a', 'a', 'b', 'b', 'b'], 4);
    const whenStopped = jest.fn();

    const stop = work.onModuleDestroy().then(whenStopped);
    under[0]?.end();
    await idle();
    jest.advanceTimersByTime(2_999);
    await idle();
    expect(whenStopped).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    await stop;

    expect(modules()).toEqual(['a', 'a', 'b', 'b']);
    expect(queue.settled).toEqual([0]);
    expect(queue.postponed).toEqual([1, 2, 3].map((id) => ({ id, seconds: 0 })));
  });

  test('is not kept when nothing is under way', async () => {
    const { work } = await told([], 1);

    await work.onModuleDestroy();

    expect(jest.getTimerCount()).toBe(0);
  });
});
