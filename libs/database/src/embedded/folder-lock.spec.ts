import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FolderInUseError, isFolderLocked, lockFolder } from './folder-lock.js';
import { processStart } from './process-identity.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-lock-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const leave = (name: string): void => {
  writeFileSync(path.join(folder, name), '{}');
};

describe('lockFolder', () => {
  test('F-11: refuses a folder that a live process holds, names it, and leaves its claim alone', async () => {
    const claim = `server.${process.ppid}.${processStart(process.ppid) ?? ''}.lock`;
    leave(claim);

    await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
    await expect(lockFolder(folder)).rejects.toThrow(`process id ${process.ppid}`);
    expect(readdirSync(folder)).toEqual([claim]);
  });

  test.each([
    { name: 'a process that is gone', file: `server.${2 ** 30}.abc-1.lock` },
    { name: 'an earlier process with the id of a live one (F-59)', file: `server.${process.ppid}.abc-1.lock` },
    { name: 'an earlier process with our own id', file: `server.${process.pid}.abc-1.lock` },
  ])('takes over from $name, and tidies up', async ({ file }) => {
    leave(file);

    const lock = await lockFolder(folder);

    expect(readdirSync(folder)).toHaveLength(1);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('refuses this very process a second time, and allows it after release', async () => {
    const lock = await lockFolder(folder);

    await expect(lockFolder(folder)).rejects.toThrow(`process id ${process.pid}`);
    expect(isFolderLocked(folder)).toBe(true);

    lock.release();
    expect(isFolderLocked(folder)).toBe(false);
    (await lockFolder(folder)).release();
  });

  test('is not disturbed by other files', async () => {
    leave('server.log');
    leave('server.x.y.lock');

    (await lockFolder(folder)).release();

    expect(readdirSync(folder).sort()).toEqual(['server.log', 'server.x.y.lock']);
  });
});
