import type { Terminal } from '../terminal.js';
import { Progress } from './progress.js';

function progressOn(canRewrite: boolean) {
  const time = { now: 0 };
  const written: string[] = [];
  const terminal = { canRewrite, err: (text: string) => written.push(text) } as unknown as Terminal;
  const progress = new Progress(terminal, { now: () => new Date(time.now) });
  return { written, progress, at: (now: number) => (time.now = now) };
}

test('Progress on a terminal is one line that is written over, and taken away at the end', () => {
  const { written, progress, at } = progressOn(true);

  for (const now of [100, 250, 300, 500]) {
    at(now);
    progress.tell(() => `${now}`);
  }
  progress.clear();
  progress.clear();

  expect(written).toEqual(['\r\u001B[K250', '\r\u001B[K500', '\r\u001B[K']);
});

test('Progress in a log is a line every five seconds', () => {
  const { written, progress, at } = progressOn(false);

  for (const now of [100, 4_999, 5_000, 9_000, 11_000]) {
    at(now);
    progress.tell(() => `${now}`);
  }
  progress.clear();

  expect(written).toEqual(['5000\n', '11000\n']);
});
