import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';
import { TEST_ENCRYPTION_KEY } from '../support/test-encryption-key.js';
import { configurationFolder } from '../support/test-server.js';

let folder: string;
let command: ChildProcessWithoutNullStreams;
const said = { out: '', err: '' };

beforeAll(async () => {
  folder = await configurationFolder(await freePort(), {});
  // Run as root, PostgreSQL uses another account, which has to get in.
  chmodSync(folder, 0o711);
  command = spawn(process.execPath, ['--import', './scripts/preload.mjs', 'dist/apps/cli/src/main.js', 'import', '-'], {
    env: {
      PATH: process.env.PATH,
      GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'),
      GATEHOUSE_DATA: join(folder, 'data'),
      GATEHOUSE_ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    },
  });
  command.stderr.on('data', (bytes: Buffer) => (said.err += bytes.toString()));
});
afterAll(() => {
  command.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('Ctrl-C ends an import on a stopped installation in good order: what is done is told, and nothing is left running', async () => {
  const clients = Array.from({ length: 600 }, (_, index) => JSON.stringify({ clientId: `app-${index}` }));
  command.stdin.write(`{"clients": [\n${clients.join(',\n')}`);
  await new Promise<void>((resolve) => {
    command.stdout.on('data', (bytes: Buffer) => {
      said.out += bytes.toString();
      if (said.out.includes('+ client')) resolve();
    });
    command.once('close', resolve);
  });

  command.kill('SIGINT');
  const [code] = (await once(command, 'close')) as [number];

  expect({ code, ...said }).toEqual({
    code: 130,
    out: expect.stringMatching(/clients: 500 created\n\(the first 50 .*\)\n$/),
    err: expect.stringMatching(/Interrupted\. 500 entries until then are taken over\. Run it again to go on/),
  });
  const database = join(folder, 'data', 'postgres');
  expect(existsSync(join(database, 'cluster', 'postmaster.pid'))).toBe(false);
  expect(readdirSync(database).filter((name) => name.endsWith('.lock'))).toEqual([]);
});
