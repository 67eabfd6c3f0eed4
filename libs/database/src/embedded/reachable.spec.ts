import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { firstClosed, mayEnter } from './reachable.js';

const account = { name: 'postgres', uid: 101, gid: 104 };

describe('mayEnter', () => {
  test.each([
    { name: "another's private folder", file: { mode: 0o700, uid: 0, gid: 0 }, expected: false },
    { name: 'readable but not enterable', file: { mode: 0o744, uid: 0, gid: 0 }, expected: false },
    { name: 'open to others, closed to its group', file: { mode: 0o701, uid: 0, gid: 104 }, expected: false },
    { name: 'open to others, closed to its owner', file: { mode: 0o077, uid: 101, gid: 104 }, expected: false },
    { name: 'open to others', file: { mode: 0o711, uid: 0, gid: 0 }, expected: true },
    { name: 'open to the group', file: { mode: 0o750, uid: 0, gid: 104 }, expected: true },
    { name: 'its own', file: { mode: 0o700, uid: 101, gid: 0 }, expected: true },
  ])('$name', ({ file, expected }) => {
    expect(mayEnter(file, account)).toBe(expected);
  });
});

describe('firstClosed', () => {
  const stranger = { name: 'stranger', uid: 2 ** 30, gid: 2 ** 30 };
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'gatehouse-reach-')));
    mkdirSync(path.join(folder, 'closed/open'), { recursive: true });
    chmodSync(folder, 0o711);
    chmodSync(path.join(folder, 'closed/open'), 0o711);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('names the folder that is in the way, also of files that are not there yet', async () => {
    chmodSync(path.join(folder, 'closed'), 0o700);

    expect(await firstClosed(path.join(folder, 'closed/open/not/yet'), stranger)).toBe(path.join(folder, 'closed'));
  });

  test('says nothing when the way is open', async () => {
    chmodSync(path.join(folder, 'closed'), 0o711);

    expect(await firstClosed(path.join(folder, 'closed/open'), stranger)).toBeUndefined();
  });
});
