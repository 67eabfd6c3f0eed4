import { jest } from '@jest/globals';
import { DatabaseUnavailableError } from '#database/sql.port';
import type { AuditEvent } from './audit.port.js';
import type { AuditRow } from './audit-row.js';
import { AuditWriter } from './audit-writer.js';
import { MemoryAuditEvents } from './stores/memory/memory-audit-events.js';

const event: AuditEvent = { moduleId: 'smart_auth', kind: 'TOKEN', outcome: 'success' };
const unavailable = (): DatabaseUnavailableError => new DatabaseUnavailableError('stopped');

/** A store whose commits end when the test says so, or fail. */
class StubbornStore extends MemoryAuditEvents {
  failure: ((rows: readonly AuditRow[]) => Error | undefined) | undefined;
  held: (() => void)[] | undefined;
  calls = 0;
  /** Commits and then fails, as a connection that is lost at the wrong moment. */
  storesBeforeFailing = false;

  override async insert(rows: readonly AuditRow[]): Promise<void> {
    this.calls += 1;
    const { held } = this;
    if (held) await new Promise<void>((resolve) => held.push(resolve));
    const failure = this.failure?.(rows);
    if (!failure || this.storesBeforeFailing) await super.insert(rows);
    if (failure) throw failure;
  }

  release(): void {
    for (const resolve of this.held?.splice(0) ?? []) resolve();
  }
}

function arrange(): { store: StubbornStore; writer: AuditWriter; log: string[] } {
  const store = new StubbornStore();
  const log: string[] = [];
  const note = (message: unknown): void => void log.push(String(message));
  const clock = { now: () => new Date(1_800_000_000_000) };
  const masks = { mask: () => undefined };
  const writer = new AuditWriter({ store, clock, masks, nodeId: 'Master', log: { error: note, warn: note } });
  return { store, log, writer };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const sequences = (store: MemoryAuditEvents): readonly number[] =>
  store.rows.map((row) => row.sequence).toSorted((a, b) => a - b);
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

afterEach(() => {
  jest.useRealTimers();
});

test('I5 a thousand records at once share few commits and make a sequence without gaps', async () => {
  const { store, writer } = arrange();

  await Promise.all(Array.from({ length: 1_000 }, () => writer.record(event)));

  expect(sequences(store)).toEqual(upTo(1_000));
  expect(store.commits).toEqual([500, 500]);
  expect(new Set(store.rows.map((row) => row.node_id)).size).toBe(1);
  expect(store.rows[0]).toMatchObject({
    node_id: expect.stringMatching(/^Master\/[0-9a-f]{8}$/) as string,
    at: '2027-01-15T08:00:00.000Z',
  });
});

test('two runs of one node have sequences of their own', async () => {
  const [one, two] = [arrange(), arrange()];

  await Promise.all([one.writer.record(event), two.writer.record(event)]);

  expect(one.store.rows[0]?.sequence).toBe(1);
  expect(two.store.rows[0]?.sequence).toBe(1);
  expect(one.store.rows[0]?.node_id).not.toBe(two.store.rows[0]?.node_id);
});

test('a record is not done before its commit is', async () => {
  const { store, writer } = arrange();
  store.held = [];
  let done = false;

  const recorded = writer.record(event).then(() => (done = true));
  await turn();
  await turn();
  expect(done).toBe(false);

  store.release();
  await recorded;
  expect(done).toBe(true);
});

test('records gather while a commit is under way, and go out together', async () => {
  const { store, writer } = arrange();
  store.held = [];
  const all: Promise<void>[] = [];
  for (let index = 0; index < 10; index += 1) {
    all.push(writer.record(event));
    await turn();
  }
  expect(store.calls).toBe(1);

  store.release();
  store.held = undefined;
  await Promise.all(all);

  expect(store.commits).toEqual([1, 9]);
  expect(sequences(store)).toEqual(upTo(10));
});

test('while several come at a time a commit waits a moment for more, but not for ever', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
  const { store, writer } = arrange();
  await Promise.all([writer.record(event), writer.record(event)]);

  const early = writer.record(event);
  await turn();
  const late = writer.record(event);
  expect(store.calls).toBe(1);
  await jest.advanceTimersByTimeAsync(20);
  await Promise.all([early, late]);

  expect(store.commits).toEqual([2, 2]);
});

test('F-57 the queue is bounded: the 5,001st is refused at once, and the others are not', async () => {
  const { store, writer } = arrange();
  store.held = [];
  const accepted = Array.from({ length: 5_000 }, () => writer.record(event));

  await expect(writer.record(event)).rejects.toThrow(DatabaseUnavailableError);

  const { held } = store;
  store.held = undefined;
  for (const resolve of held) resolve();
  await Promise.all(accepted);
  expect(sequences(store)).toEqual(upTo(5_000));
});

describe('while the database is away', () => {
  test('I5 R-21 callers are refused, and every record is written when it is back, once', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
    const { store, writer } = arrange();
    store.failure = unavailable;
    const first = await Promise.allSettled(Array.from({ length: 20 }, () => writer.record(event)));
    const later = await Promise.allSettled(Array.from({ length: 20 }, () => writer.record(event)));

    expect(
      [...first, ...later].every(
        (each) => each.status === 'rejected' && each.reason instanceof DatabaseUnavailableError,
      ),
    ).toBe(true);
    // The second crowd joined one try.
    expect(store.calls).toBe(2);

    await jest.advanceTimersByTimeAsync(2_000);
    expect(store.rows).toHaveLength(0);

    store.failure = undefined;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(sequences(store)).toEqual(upTo(40));
    const next = writer.record(event);
    await jest.advanceTimersByTimeAsync(20);
    await next;
    expect(sequences(store)).toEqual(upTo(41));
  });

  test('F-13 the first caller after it is served, together with all that is owed', async () => {
    const { store, writer } = arrange();
    store.failure = unavailable;
    await Promise.allSettled(Array.from({ length: 600 }, () => writer.record(event)));
    store.failure = undefined;

    await Promise.all(Array.from({ length: 50 }, () => writer.record(event)));

    expect(sequences(store)).toEqual(upTo(650));
  });

  test('a row whose commit succeeded although its connection was lost is not doubled', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
    const { store, writer } = arrange();
    store.failure = unavailable;
    store.storesBeforeFailing = true;
    await expect(writer.record(event)).rejects.toThrow(DatabaseUnavailableError);
    store.failure = undefined;

    await jest.advanceTimersByTimeAsync(5_000);

    expect(sequences(store)).toEqual([1]);
    expect(store.calls).toBe(2);
  });

  test('what is owed counts against the bound', async () => {
    const { store, writer } = arrange();
    store.failure = unavailable;
    await Promise.allSettled([writer.record(event)]);

    const results = await Promise.allSettled(Array.from({ length: 5_010 }, () => writer.record(event)));

    expect(results.every((each) => each.status === 'rejected')).toBe(true);
    store.failure = undefined;
    await expect(writer.close()).resolves.toBe(0);
    expect(sequences(store)).toEqual(upTo(5_000));
  });

  test('the end of the process makes a last try and says how many are lost', async () => {
    const { store, writer, log } = arrange();
    store.failure = unavailable;
    await Promise.allSettled([writer.record(event), writer.record(event)]);

    await expect(writer.close()).resolves.toBe(2);

    expect(log.at(-1)).toBe('2 audit records could not be written before the process ended');
  });
});

test('a row the database refuses keeps back no other: it is stored without its particulars', async () => {
  const { store, writer, log } = arrange();
  store.failure = (rows) => (rows.some((row) => row.username === 'poison') ? new Error('invalid input') : undefined);

  await Promise.all([
    writer.record(event),
    writer.record({ ...event, username: 'poison' }),
    writer.record({ ...event, username: 'fine' }),
  ]);

  expect(store.rows.map((row) => [row.sequence, row.username, row.detail])).toEqual([
    [1, undefined, undefined],
    [2, undefined, { unstorable: true }],
    [3, 'fine', undefined],
  ]);
  expect(log).toHaveLength(1);
});
