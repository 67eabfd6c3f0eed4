import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolderProblems } from './data-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-data-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const KEY = 'GATEHOUSE_DATA';
const both = { mustWrite: true };

test.each(['', 'new', 'new/below/that'])(
  'a folder that can be made and written: %p, which is left as it was',
  async (below) => {
    expect(dataFolderProblems(join(folder, below), both)).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  },
);

test('a file is no folder, nor is anything below it', async () => {
  await writeFile(join(folder, 'file'), '');

  for (const path of ['file', 'file/data'])
    expect(dataFolderProblems(join(folder, path), both)).toMatchObject([
      { key: KEY, problem: `${join(folder, 'file')} is no folder` },
    ]);
});

// The kernel's own folders refuse everybody, the superuser too.
const closed = process.platform === 'linux' ? ['/proc/x', '/proc/x/y', '/sys/x'] : [];

test.each(closed)('%s cannot be made: said with key, problem and remedy, before anything is started', (path) => {
  const [problem, ...others] = dataFolderProblems(path, both);

  expect([problem?.key, others]).toEqual([KEY, []]);
  expect(problem?.problem).toMatch(/^nothing can be written in \/(?:proc|sys) \(E[A-Z]+\)$/);
  expect(problem?.remedy).toMatch(/folder/);
});

test.each(closed)('%s is no matter where nothing is to be written', (path) => {
  expect(dataFolderProblems(path, { mustWrite: false })).toEqual([]);
});
