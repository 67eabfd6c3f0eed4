import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eachOf } from '../../../../test/support/async-items.js';
import { InterruptedError } from '../exit-code.js';
import { interruptible } from '../interruption.js';
import { writeWhole } from './output-file.js';

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
