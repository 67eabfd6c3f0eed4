import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileDocument } from './file-document.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-document-'));
  mkdirSync(join(folder, 'folder'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  ['nowhere', 'nowhere cannot be read (ENOENT). Name a file, or - for standard input.'],
  ['folder', 'folder is a folder. Name a file, or - for standard input.'],
  ['pipe', 'pipe is not a file. Name a file, or - for standard input.'],
])('%s is refused with a sentence, without waiting', async (name, message) => {
  await expect(fileDocument(name, folder)).rejects.toMatchObject({ name: 'CommandError', message });
});
