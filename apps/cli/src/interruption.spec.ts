import { EventEmitter } from 'node:events';
import { InterruptedError } from './exit-code.js';
import { interruptionOf, untilInterrupted } from './interruption.js';

function processOf() {
  const ends: number[] = [];
  const source = Object.assign(new EventEmitter(), { exit: (code: number) => ends.push(code) });
  return { source, ends, signal: interruptionOf(source as unknown as NodeJS.Process) };
}

test.each([
  { name: 'SIGINT', code: 130 },
  { name: 'SIGTERM', code: 143 },
  { name: 'SIGHUP', code: 129 },
])('$name interrupts the command, which then ends as shells expect it', ({ name, code }) => {
  const { source, signal } = processOf();

  source.emit(name);

  expect(signal.aborted).toBe(true);
  expect(signal.reason).toMatchObject({ exitCode: code });
});

test('Ctrl-C that arrives twice, from the terminal and from the script above, lets the work end in good order', () => {
  const { source, ends } = processOf();

  source.emit('SIGINT');
  source.emit('SIGINT');

  expect(ends).toEqual([]);
});

test('Work that can be left alone is left when somebody ends the command, before it or during it', async () => {
  const interruption = new AbortController();
  const never = untilInterrupted(new Promise(() => undefined), interruption.signal);
  const done = await untilInterrupted(Promise.resolve('done'), interruption.signal);

  interruption.abort(new InterruptedError('SIGINT'));

  expect(done).toBe('done');
  await expect(never).rejects.toBeInstanceOf(InterruptedError);
  await expect(untilInterrupted(Promise.resolve('late'), interruption.signal)).rejects.toThrow('Interrupted.');
});
