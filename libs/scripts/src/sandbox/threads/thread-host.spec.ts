import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Meter } from '../engine/meter.js';
import type { ScriptLogLine } from '../script-job.js';
import { RunLog } from './run-log.js';
import { threadHost, type HostLine } from './thread-host.js';
import type { ThreadAnswer, ThreadMessage } from './thread-messages.js';

/** What the main thread is asked, and the answer it has ready. */
let asked: ThreadMessage[];
let answer: ThreadAnswer | undefined;
let lines: ScriptLogLine[];
let main: MessagePort;
let line: HostLine;
let meter: Meter;

beforeEach(() => {
  [asked, lines, answer] = [[], [], { json: '{"value":7}' }];
  const { port1, port2 } = new MessageChannel();
  main = port1;
  const signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  line = {
    ...{ answers: port2, signal, log: new RunLog(1_000, (each) => lines.push(each)) },
    // It answers before the thread has begun to sleep, which it then does not.
    main: {
      postMessage: (message: ThreadMessage) => {
        asked.push(message);
        if (answer !== undefined) port1.postMessage(answer);
        Atomics.store(signal, 0, 1);
      },
    },
  };
  meter = new Meter({ computeMillis: 60_000, hostCalls: 2 }, 60_000);
});
afterEach(() => main.close());

const call = (operation: string, payload = 'null'): unknown => JSON.parse(threadHost(line)(operation, payload, meter));
const OVER = { failure: 'this run may not call the host any more' };

describe('in the thread itself', () => {
  afterEach(() => expect([asked, meter.use().hostCalls]).toEqual([[], 0]));

  test('a line is written into the log of the run that is going on', () => {
    const host = threadHost(line);
    const said = host('log', '{"level":"warn","text":"first"}', meter);
    const later: ScriptLogLine[] = [];
    line.log = new RunLog(1_000, (each) => later.push(each));
    host('log', '{"level":"info","text":"second"}', meter);

    expect(said).toBe('{}');
    expect([lines, later]).toEqual([[{ level: 'warn', text: 'first' }], [{ level: 'info', text: 'second' }]]);
  });

  test('R-14: chance is drawn anew each time, from zero to less than one', () => {
    const drawn = Array.from({ length: 200 }, () => (call('random') as { value: number }).value);

    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(drawn).size).toBe(200);
  });

  test('ids are UUIDs, each another one', () => {
    const drawn = Array.from({ length: 20 }, () => (call('uuid') as { value: string }).value);

    expect(drawn).toEqual(drawn.map(() => expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)));
    expect(new Set(drawn).size).toBe(20);
  });

  test('what is asked with more than may leave the engine is refused', () => {
    expect(call('http', '')).toEqual({ failure: 'what the host is asked with is larger than 1 MiB' });
  });
});

describe('by the main thread', () => {
  test('anything else is answered, as it was asked', () => {
    expect([call('http', '{"url":"a"}'), call('nowhere', '1')]).toEqual([{ value: 7 }, { value: 7 }]);
    expect(asked).toEqual([
      { kind: 'call', operation: 'http', payload: '{"url":"a"}' },
      { kind: 'call', operation: 'nowhere', payload: '1' },
    ]);
  });

  test('F-25: the call that is one too many is not made, and the run has to end', () => {
    const answers = Array.from({ length: 4 }, () => call('http'));

    expect(answers).toEqual([{ value: 7 }, { value: 7 }, OVER, OVER]);
    expect([asked.length, meter.overrun, meter.isSpent()]).toEqual([2, 'host-call-limit', true]);
  });

  test.each([
    { name: 'the run’s time is over', said: { isOver: true } as const },
    { name: 'it was woken for nothing', said: undefined },
  ])('where $name the script is told, may not call again and has to end', ({ said }) => {
    answer = said;
    const first = call('http');
    answer = { json: '{"value":8}' };

    expect([first, call('fhir'), meter.overrun, asked.length]).toEqual([OVER, OVER, 'time-limit', 1]);
  });

  test('a run that has to end anyway asks nobody', () => {
    meter.stop('compute-limit');

    expect([call('http'), asked, meter.overrun]).toEqual([OVER, [], 'compute-limit']);
  });
});
