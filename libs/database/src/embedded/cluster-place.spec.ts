import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clusterPlace, databaseHome } from './cluster-place.js';

const stranger = { name: 'stranger', uid: 2 ** 30, gid: 2 ** 30 };
let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'gatehouse-place-')));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('clusterPlace', () => {
  test('is <data>/postgres where the account may go there', async () => {
    chmodSync(folder, 0o711);
    const home = await databaseHome(path.join(folder, 'data'));
    chmodSync(path.dirname(home), 0o711);

    expect(await clusterPlace(home, stranger)).toBe(path.join(folder, 'data', 'postgres'));
    expect(statSync(home).mode & 0o777).toBe(0o711);
  });

  test('is <data>/postgres for our own account, however closed it is to others', async () => {
    const home = await databaseHome(folder);

    expect(await clusterPlace(home, undefined)).toBe(home);
  });

  test('stays where it was written down to be', async () => {
    const home = await databaseHome(folder);
    const elsewhere = path.join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(path.join(home, 'location'), `${elsewhere}\n`);

    expect(await clusterPlace(home, stranger)).toBe(elsewhere);
    expect(readFileSync(path.join(home, 'location'), 'utf8')).toBe(`${elsewhere}\n`);
  });

  test('refuses to begin anew when that place is gone', async () => {
    const home = await databaseHome(folder);
    writeFileSync(path.join(home, 'location'), path.join(folder, 'lost'));

    await expect(clusterPlace(home, stranger)).rejects.toThrow('there is no such folder');
  });
});
