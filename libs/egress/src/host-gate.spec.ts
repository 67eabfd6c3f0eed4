import { halfOfMany } from './circuit-terms.js';
import { EgressError, type EgressFailure } from './egress.port.js';
import { HostGate } from './host-gate.js';

function arrange() {
  const clock = { now: 0 };
  const opened: string[] = [];
  const gate = new HostGate({ now: () => clock.now, onOpened: (host) => opened.push(host) });
  return { clock, opened, gate };
}

const failure = (): Promise<never> => Promise.reject(new Error('down'));
const success = (): Promise<string> => Promise.resolve('done');
const outcome = (call: Promise<unknown>): Promise<unknown> =>
  call.catch((error: unknown) => (error instanceof EgressError ? error.reason : 'failed'));

async function fail(gate: HostGate, host: string, times: number): Promise<void> {
  for (let count = 0; count < times; count++) await outcome(gate.run(host, failure));
}

test('F-18: after three failures in a row a host is left alone, and others are not', async () => {
  const { gate, opened } = arrange();
  await fail(gate, 'a.example', 3);

  expect(await outcome(gate.run('a.example', success))).toBe('circuit-open');
  expect(await outcome(gate.run('b.example', success))).toBe('done');
  expect(opened).toEqual(['a.example']);
});

test('F-18, G-21: one probe after 5 s, then after 10, 20 and at most 30', async () => {
  const { gate, clock } = arrange();
  await fail(gate, 'a.example', 3);
  const pauses: number[] = [];
  for (let probe = 0; probe < 5; probe++) {
    const since = clock.now;
    while ((await outcome(gate.run('a.example', failure))) === 'circuit-open') clock.now += 1_000;
    pauses.push(clock.now - since);
  }

  expect(pauses).toEqual([5_000, 10_000, 20_000, 30_000, 30_000]);
});

test('F-18: only one probe is under way, and its success opens the way for all', async () => {
  const { gate, clock } = arrange();
  await fail(gate, 'a.example', 3);
  clock.now = 5_000;
  const probe = Promise.withResolvers<string>();
  const first = gate.run('a.example', () => probe.promise);
  const second = await outcome(gate.run('a.example', success));
  probe.resolve('done');

  expect([second, await first]).toEqual(['circuit-open', 'done']);
  expect(await outcome(gate.run('a.example', success))).toBe('done');
});

test('failures with a success between them shut nobody off', async () => {
  const { gate } = arrange();
  await fail(gate, 'a.example', 2);
  await gate.run('a.example', success);
  await fail(gate, 'a.example', 2);

  expect(await outcome(gate.run('a.example', success))).toBe('done');
});

test('a document that is not there is no failure of the host: others may have theirs there', async () => {
  const { gate } = arrange();
  const missing = (): Promise<never> => Promise.reject(new EgressError('status', 'a.example', { detail: '404' }));
  for (let count = 0; count < 5; count++) await outcome(gate.run('a.example', missing));

  expect(await outcome(gate.run('a.example', success))).toBe('done');
});

test('F-19, R-18: at most eight calls to a host and 32 in all, the rest are told so at once', async () => {
  const { gate } = arrange();
  const end = Promise.withResolvers<string>();
  const wait = (): Promise<string> => end.promise;
  const hosts = Array.from({ length: 9 }, (_, index) => `${index}.example`);
  const started = hosts.flatMap((host) => Array.from({ length: 9 }, () => outcome(gate.run(host, wait))));
  end.resolve('done');
  const outcomes = await Promise.all(started);

  expect(outcomes.slice(0, 9)).toEqual([...Array.from({ length: 8 }, () => 'done'), 'busy']);
  expect(outcomes.filter((each) => each === 'done')).toHaveLength(32);
  expect(await outcome(gate.run('0.example', success))).toBe('done');
});

test('R-18: at most four calls for one party, whatever the hosts', async () => {
  const { gate } = arrange();
  const end = Promise.withResolvers<string>();
  const wait = (): Promise<string> => end.promise;
  const started = ['a', 'b', 'c', 'd', 'e'].map((host) => outcome(gate.run(`${host}.example`, wait, 'app')));
  const other = outcome(gate.run('a.example', wait, 'other'));
  end.resolve('done');

  expect(await Promise.all(started)).toEqual(['done', 'done', 'done', 'done', 'busy']);
  expect([await other, await outcome(gate.run('e.example', success, 'app'))]).toEqual(['done', 'done']);
});

test('R-12: a host that takes long to say that a document is not there is failing', async () => {
  const { gate, clock } = arrange();
  const slow = (): Promise<never> => {
    clock.now += 2_000;
    return Promise.reject(new EgressError('status', 'a.example', { detail: '404' }));
  };
  for (let count = 0; count < 3; count++) await outcome(gate.run('a.example', slow));

  expect(await outcome(gate.run('a.example', success))).toBe('circuit-open');
});

describe('hosts that scripts call', () => {
  type Ending = EgressFailure | 'done' | Error;

  /** Calls one after the other, each with its ending after so many milliseconds; then what the last one comes to. */
  async function after(endings: readonly Ending[], millis = 2_000): Promise<unknown> {
    const clock = { now: 0 };
    const gate = new HostGate({ now: () => clock.now, onOpened: () => undefined, terms: halfOfMany });
    const work = (ending: Ending) => (): Promise<string> => {
      clock.now += millis;
      if (ending === 'done') return success();
      return Promise.reject(ending instanceof Error ? ending : new EgressError(ending, 'a.example'));
    };
    for (const ending of endings) await outcome(gate.run('a.example', work(ending), 'smart_auth'));
    return outcome(gate.run('a.example', success, 'smart_auth'));
  }
  const times = (count: number, ...endings: readonly Ending[]) => Array.from({ length: count }, () => endings).flat();

  test.each<{ name: string; endings: readonly Ending[]; millis?: number; expected: string }>([
    { name: 'nine that were not answered', endings: times(9, 'timeout'), expected: 'done' },
    { name: 'ten', endings: times(10, 'timeout'), expected: 'circuit-open' },
    { name: 'ten in twenty', endings: times(10, 'done', 'unreachable'), expected: 'circuit-open' },
    { name: 'one in three', endings: times(30, 'done', 'done', 'unresolvable'), expected: 'done' },
    { name: 'those whose caller had no time', endings: times(30, 'timeout'), millis: 200, expected: 'done' },
    { name: 'answers of no use', endings: times(10, 'too-large', 'redirected', 'unusable-body'), expected: 'done' },
    { name: 'what was never sent', endings: times(30, 'destination-refused'), expected: 'done' },
    { name: 'faults of ours', endings: times(30, new Error('ours')), expected: 'done' },
  ])('R-18: after $name: $expected', async ({ endings, millis, expected }) => {
    expect(await after(endings, millis)).toBe(expected);
  });
});

test('a probe that tells nothing makes room for the next one at once', async () => {
  const { gate, clock } = arrange();
  await fail(gate, 'a.example', 3);
  clock.now = 5_000;
  const missing = (): Promise<never> => Promise.reject(new EgressError('status', 'a.example'));

  expect(await outcome(gate.run('a.example', missing))).toBe('status');
  expect(await outcome(gate.run('a.example', success))).toBe('done');
});

test('calls that were on their way when a host was shut off do not make the pause longer', async () => {
  const { gate, clock } = arrange();
  const end = Promise.withResolvers<never>();
  const started = Array.from({ length: 8 }, () => outcome(gate.run('a.example', () => end.promise)));
  end.reject(new Error('down'));
  await Promise.all(started);
  clock.now = 5_000;

  expect(await outcome(gate.run('a.example', success))).toBe('done');
});
