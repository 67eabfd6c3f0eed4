import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withConnection } from '../../libs/database/src/connection.js';
import { endProcess, startDatabaseProcess, type DatabaseProcess } from '../support/database-process.js';

/** One cluster for the whole file: every test begins and ends with nobody running on it. */
let folder: string;
let children: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-joined-'));
  chmodSync(folder, 0o711);
});

afterEach(async () => {
  for (const child of children) await endProcess(child, 'SIGKILL');
  children = [];
  await endProcess((await run('joins')).child, 'SIGTERM'); // Ends what a killed process left running.
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function run(how: 'starts' | 'joins'): Promise<DatabaseProcess> {
  const started = await startDatabaseProcess(folder, how);
  children.push(started.child);
  return started;
}

const postmasterFile = (): string => path.join(folder, 'postgres', 'cluster', 'postmaster.pid');
const postmasterPid = (): number => Number(readFileSync(postmasterFile(), 'utf8').split('\n')[0]);
const claims = (): readonly string[] =>
  readdirSync(path.join(folder, 'postgres')).filter((name) => name.endsWith('.lock'));

async function answers({ url = '' }: DatabaseProcess): Promise<boolean> {
  return withConnection(url, async (client) => (await client.query('select 1')).rowCount === 1).catch(() => false);
}

describe('Commands on one stopped installation', () => {
  test('share its database: the one that started it may leave first', async () => {
    const [first, second] = [await run('joins'), await run('joins')];

    await endProcess(first.child, 'SIGTERM');

    expect(second.url).toBe(first.url);
    expect(await answers(second)).toBe(true);
  });

  test('leave nothing behind when the last one leaves, whichever that is', async () => {
    const [first, second] = [await run('joins'), await run('joins')];

    await endProcess(first.child, 'SIGTERM');
    await endProcess(second.child, 'SIGTERM');

    expect(existsSync(postmasterFile())).toBe(false);
    expect(claims()).toEqual([]);
  });

  test('that begin at the same moment start one database', async () => {
    const all = await Promise.all([run('joins'), run('joins'), run('joins')]);

    expect(await Promise.all(all.map(answers))).toEqual([true, true, true]);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  });

  test('that end while others begin never take the database from them', async () => {
    let last = await run('joins');
    for (let round = 0; round < 3; round++) {
      const [next] = await Promise.all([run('joins'), endProcess(last.child, 'SIGTERM')]);
      expect(await answers(next)).toBe(true);
      last = next;
    }
  });

  test('F-11: keep a server from starting, which says why, and does them no harm', async () => {
    const command = await run('joins');

    const server = await run('starts');

    expect(server.errors()).toContain(`in use by the gatehouse command with process id ${String(command.child.pid)}`);
    expect(await answers(command)).toBe(true);
  });

  test('work beside a server, and neither keep it running nor stop it', async () => {
    const server = await run('starts');
    const command = await run('joins');

    expect(command.url).toBe(server.url);
    await endProcess(command.child, 'SIGTERM');
    expect(await answers(server)).toBe(true);
    await endProcess(server.child, 'SIGTERM');
    expect(existsSync(postmasterFile())).toBe(false);
  });

  test('F-10: take over the database of one that was killed, and stop it in the end', async () => {
    const killed = await run('joins');
    const postmaster = postmasterPid();
    await endProcess(killed.child, 'SIGKILL');

    const next = await run('joins');

    expect(await answers(next)).toBe(true);
    expect(postmasterPid()).toBe(postmaster);
    await endProcess(next.child, 'SIGTERM');
    expect(existsSync(postmasterFile())).toBe(false);
  });

  test('that end without leaving ask the database to end, unless others use it', async () => {
    const [first, second] = [await run('joins'), await run('joins')];
    const postmaster = postmasterPid();

    await endProcess(first.child, 'SIGINT');
    expect(await answers(second)).toBe(true);
    await endProcess(second.child, 'SIGINT');

    await expect(gone(postmaster)).resolves.toBe(true);
  });
});

/** Waits until a process is gone, at most as long as a test may take. */
async function gone(pid: number): Promise<boolean> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
