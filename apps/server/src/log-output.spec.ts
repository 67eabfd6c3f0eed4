import { Writable } from 'node:stream';
import { LogOutput } from './log-output.js';

const told = (lines: number): string => `lost ${lines}\n`;

/** Standard output as it is: an error does not end it. Takes nothing while `isHeld`, and fails while `failure` is set. */
class Output extends Writable {
  readonly taken: string[] = [];
  failure: Error | undefined;
  #waiting: (() => void) | undefined;

  constructor(public isHeld = false) {
    super({ decodeStrings: false });
  }

  override _write(text: string, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    const take = (): void => {
      if (this.failure === undefined && text !== '') this.taken.push(text);
      done(this.failure);
    };
    if (this.isHeld) this.#waiting = take;
    else take();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    done(error);
    (this as unknown as { _undestroy: () => void })._undestroy();
  }

  release(): void {
    this.isHeld = false;
    this.#waiting?.();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('F-57: LogOutput', () => {
  test('keeps a bounded number of bytes for a reader that does not read, and tells how much was lost', async () => {
    const stream = new Output(true);
    const output = new LogOutput(stream, told);
    const line = `${'x'.repeat(1023)}\n`;

    for (let n = 0; n < 2_000; n++) output.write(line);
    const kept = stream.writableLength;
    stream.release();
    await turn();
    output.write('next\n');

    expect(kept).toBeLessThan(1.1 * 1024 * 1024);
    const lost = 2_000 - stream.taken.filter((text) => text === line).length;
    expect(lost).toBeGreaterThan(900);
    expect(stream.taken.slice(-2)).toEqual([`lost ${lost}\n`, 'next\n']);
  });

  test('goes on without a reader, and tells one that comes later what it missed', async () => {
    const stream = new Output();
    const output = new LogOutput(stream, told);
    stream.failure = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });

    output.write('first\n');
    await turn();
    output.write('second\n');
    await turn();
    stream.failure = undefined;
    output.write('third\n');

    expect(stream.taken).toEqual(['lost 2\n', 'third\n']);
  });

  test('waits for the last lines, and not for ever', async () => {
    const slow = new Output(true);
    const output = new LogOutput(slow, told);
    output.write('last\n');
    setImmediate(() => {
      slow.release();
    });
    await output.flush(60_000);
    expect(slow.taken).toEqual(['last\n']);

    const held = new LogOutput(new Output(true), told);
    held.write('last\n');
    await expect(held.flush(1)).resolves.toBeUndefined();
  });
});
