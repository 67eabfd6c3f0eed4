import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eachOf } from '../../../../test/support/async-items.js';
import { InterruptedError } from '../exit-code.js';
import { interruptible } from '../interruption.js';
import { isStandardOutput, writeWhole } from './output-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-output-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('A file is there when it is complete', async () => {
  await writeWhole('out.json', folder, eachOf(['{', '}']));

  expect(readdirSync(folder)).toEqual(['out.json']);
  expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe('{}');
});

test('Somebody who ends the command in the middle finds the old file, and nothing beside it', async () => {
  writeFileSync(join(folder, 'out.json'), 'old');
  const interruption = new AbortController();
  async function* pieces(): AsyncGenerator<string> {
    yield await Promise.resolve('{');
    interruption.abort(new InterruptedError('SIGINT'));
    yield '}';
  }

  const writing = writeWhole('out.json', folder, interruptible(pieces(), interruption.signal));

  await expect(writing).rejects.toMatchObject({ exitCode: 130 });
  expect(readdirSync(folder)).toEqual(['out.json']);
  expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe('old');
});

test('A symbolic link stays one, and the file it leads to is replaced as a whole', async () => {
  mkdirSync(join(folder, 'target'));
  writeFileSync(join(folder, 'target', 'file.json'), 'old');
  symlinkSync('target/file.json', join(folder, 'second'));
  symlinkSync('second', join(folder, 'link'));

  await writeWhole('link', folder, eachOf(['new']));

  expect(['link', 'second'].map((name) => lstatSync(join(folder, name)).isSymbolicLink())).toEqual([true, true]);
  expect(readFileSync(join(folder, 'target', 'file.json'), 'utf8')).toBe('new');
  expect(readdirSync(join(folder, 'target'))).toEqual(['file.json']);
});

test('What is no file stays what it is', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  mkdirSync(join(folder, 'folder'));
  symlinkSync('pipe', join(folder, 'to-pipe'));
  symlinkSync('nowhere', join(folder, 'to-nothing'));

  const refusals = await Promise.all(
    ['pipe', 'to-pipe', 'folder', 'to-nothing'].map((name) =>
      writeWhole(name, folder, eachOf(['{}'])).catch((error: unknown) => (error as Error).message),
    ),
  );

  expect(refusals).toEqual([
    'pipe is not a file. Write there with: gatehouse export > pipe',
    'to-pipe is not a file. Write there with: gatehouse export > to-pipe',
    'folder is a folder. Name a file.',
    'to-nothing is a link to nothing. Name the file itself.',
  ]);
  expect(lstatSync(join(folder, 'pipe')).isFIFO()).toBe(true);
  expect(lstatSync(join(folder, 'to-nothing')).isSymbolicLink()).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['folder', 'pipe', 'to-nothing', 'to-pipe']);
});

test.each([
  ['-', true],
  ['/dev/stdout', true],
  ['/dev/fd/1', true],
  ['./-', false],
  ['stdout', false],
])('%s stands for standard output: %s', (path, expected) => {
  expect(isStandardOutput(path)).toBe(expected);
});
