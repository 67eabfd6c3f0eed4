import { AdminClient } from '../support/admin-client.js';
import { root } from '../support/admin-server.js';
import { freePort } from '../support/free-port.js';
import { changedOptions, moduleUrl, statuses } from '../support/module-calls.js';
import { createServerDatabase, type TestDatabase } from '../support/postgres.js';
import { quietPort, ServerProcess, statusOf, until } from '../support/server-process.js';

/** How long a process may take to follow another one, in seconds: the change feed's second, and some patience with a busy machine. */
const FOLLOWED = 5;

let database: TestDatabase;
const processes: ServerProcess[] = [];
let admins: readonly AdminClient[];

/** Starts one more process over the database; its ports are its own, by the environment. */
async function join(): Promise<AdminClient> {
  const [port, adminPort] = [await quietPort(), await freePort()];
  const server = await ServerProcess.start({
    ...{ databaseUrl: database.url, port, users: [root] },
    properties: [
      'node.propertysource=DATABASE',
      'module.admin_json.type=ADMIN_JSON',
      'module.admin_json.requires.SECURITY_IN_UP=local_security',
      'module.local_security.config.password_encoding_type=BCRYPT_10_ROUND',
    ],
    environment: {
      GATEHOUSE__module__smart_auth__config__port: String(port),
      GATEHOUSE__module__admin_json__config__port: String(adminPort),
    },
  });
  processes.push(server);
  return new AdminClient(`http://127.0.0.1:${adminPort}`, root);
}

beforeAll(async () => {
  database = await createServerDatabase();
  admins = [await join(), await join()];
}, 240_000);
afterAll(async () => {
  await Promise.all(processes.map((server) => server.dispose()));
  await database.drop();
});

const issuers = (): Promise<readonly unknown[]> =>
  Promise.all(
    processes.map(async ({ origin }) => {
      const response = await fetch(`${origin}/.well-known/openid-configuration`, { headers: { connection: 'close' } });
      return ((await response.json()) as { readonly issuer?: unknown }).issuer;
    }),
  );
const answers = (): Promise<readonly boolean[]> =>
  Promise.all(processes.map(async ({ origin }) => (await statusOf(`${origin}/jwk`)) === 200));
const states = async (): Promise<readonly (string | undefined)[]> =>
  Promise.all(admins.map(async (admin) => (await statuses(admin)).smart_auth?.state));

test('ruling 51: what is wanted of a module through one process is done by all', async () => {
  const [admin, other] = admins as [AdminClient, AdminClient];

  await admin.post(moduleUrl('smart_auth', 'stop'));

  expect(await until(async () => (await states()).every((state) => state === 'STOPPED'), FOLLOWED)).toBe(true);
  expect(await answers()).toEqual([false, false]);

  await other.post(moduleUrl('smart_auth', 'start'));

  expect(await until(async () => (await answers()).every(Boolean), FOLLOWED)).toBe(true);
}, 60_000);

test('a definition changed through one process counts in all after the restart, whichever process is asked for it', async () => {
  const [admin, other] = admins as [AdminClient, AdminClient];
  const issuer = 'http://localhost:9876';
  const before = await issuers();

  await admin.put(moduleUrl('smart_auth', 'set'), await changedOptions(admin, 'smart_auth', { 'issuer.url': issuer }));
  expect(await issuers()).toEqual(before);
  await other.post(moduleUrl('smart_auth', 'restart'));

  expect(await until(async () => (await issuers()).every((each) => each === issuer), FOLLOWED)).toBe(true);
}, 60_000);

test('a process that starts later does what is wanted by then', async () => {
  const [admin] = admins as [AdminClient];
  await admin.post(moduleUrl('smart_auth', 'stop'));

  const late = await join();

  expect((await statuses(late)).smart_auth?.state).toBe('STOPPED');
}, 120_000);
