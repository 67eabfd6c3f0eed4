import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withConnection } from '../../libs/database/src/connection.js';
import type { RunningServer } from '../../apps/server/src/server.js';
import { AdminClient } from '../support/admin-client.js';
import { root } from '../support/admin-server.js';
import { clientToken } from '../support/endpoint-calls.js';
import { freePort } from '../support/free-port.js';
import { MemoryLog } from '../support/memory-log.js';
import { changedOptions, moduleUrl, shownModule, statuses } from '../support/module-calls.js';
import { createServerDatabase, type TestDatabase } from '../support/postgres.js';
import { ConfigurationRefusedError, Logger, readConfiguration, startServer } from '../support/product.js';
import { TEST_ENCRYPTION_KEY } from '../support/test-encryption-key.js';
import { configurationFolder } from '../support/test-server.js';

/** One installation: a configuration folder that a test changes, over one database that stays. */
interface Installation {
  readonly folder: string;
  readonly port: number;
  readonly adminPort: number;
  readonly issuer: string;
  readonly database: TestDatabase;
}

const log = new MemoryLog();
const running: RunningServer[] = [];
let installation: Installation;

beforeEach(async () => {
  const [port, adminPort, database] = [await freePort(), await freePort(), await createServerDatabase()];
  const properties = [
    'module.admin_json.type=ADMIN_JSON',
    'module.admin_json.requires.SECURITY_IN_UP=local_security',
    'module.admin_json.config.bind_address=127.0.0.1',
    `module.admin_json.config.port=${adminPort}`,
    'module.local_security.config.password_encoding_type=BCRYPT_10_ROUND',
    'module.fhir.type=ENDPOINT_FHIR_REST',
    'module.fhir.config.db.password=canary-of-another-module',
  ];
  const folder = await configurationFolder(port, { properties, users: [root] });
  installation = { folder, port, adminPort, database, issuer: `http://127.0.0.1:${port}` };
});
afterEach(async () => {
  await stopAll();
  await installation.database.drop();
  await rm(installation.folder, { recursive: true, force: true });
});

async function stopAll(): Promise<void> {
  for (const server of running.splice(0)) await server.stop();
}

/** Starts a server over the installation as its folder is now. */
async function start(environment: Readonly<Record<string, string>> = {}): Promise<AdminClient> {
  Logger.overrideLogger(log);
  log.entries.length = 0;
  const { folder, adminPort, database } = installation;
  const { configuration } = await readConfiguration(
    {
      GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'),
      GATEHOUSE_DATA: join(folder, 'data'),
      GATEHOUSE_HEALTH_PORT: '0',
      GATEHOUSE_ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
      DATABASE_URL: database.url,
      ...environment,
    },
    process.cwd(),
  );
  running.push(await startServer(configuration));
  return new AdminClient(`http://127.0.0.1:${adminPort}`, root);
}

/** Replaces text in the property file. */
async function edit(from: string | RegExp, to: string): Promise<void> {
  const file = join(installation.folder, 'gatehouse.properties');
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(from);
  await writeFile(file, text.replace(from, to));
}

const query = (text: string): Promise<unknown> =>
  withConnection(installation.database.url, (client) => client.query(text));
const logged = (text: string): readonly string[] => log.entries.filter((entry) => entry.includes(text));

describe('the database as the property source', () => {
  test('is filled by the first start, with modules that are not part of this server too, their secrets encrypted', async () => {
    const admin = await start();

    const fhir = await shownModule(admin, 'fhir');

    expect([fhir.moduleType, fhir.options]).toEqual(['ENDPOINT_FHIR_REST', [{ key: 'db.password', value: '***' }]]);
    expect((await statuses(admin)).fhir?.state).toBe('NOT_SUPPORTED');
    expect(JSON.stringify(await query('select * from module_config'))).not.toContain('canary');
  });

  test('counts at later starts: a changed file is warned of once, by its keys, and has no effect', async () => {
    await start();
    await stopAll();
    expect(logged('property file differs')).toEqual([]);
    await edit(/(local_security\.config\.password_encoding_type)=.*/, '$1=BCRYPT_12_ROUND');
    await edit('canary-of-another-module', 'canary-of-yet-another');
    await edit(/$/, 'module.more.type=SECURITY_IN_LOCAL\n');

    const admin = await start();

    const [warning = '', ...others] = logged('property file differs');
    expect(others).toEqual([]);
    expect(warning).toMatch(
      /module\.fhir\.config\.db\.password, module\.local_security\.config\.password_encoding_type, module\.more\.type\. .*gatehouse import/,
    );
    expect(log.entries.join()).not.toContain('canary');
    expect((await shownModule(admin, 'local_security')).options).toContainEqual({
      key: 'password_encoding_type',
      value: 'BCRYPT_10_ROUND',
    });
    expect((await admin.get(moduleUrl('more'))).status).toBe(404);
  });

  test('ruling 55: the environment stands above it, and is not written to it', async () => {
    await start();
    await stopAll();
    const port = await freePort();

    const admin = await start({ GATEHOUSE__module__smart_auth__config__port: String(port) });

    expect((await statuses(admin)).smart_auth).toMatchObject({ state: 'STARTED', port });
    expect((await shownModule(admin, 'smart_auth')).options).toContainEqual({
      key: 'port',
      value: String(installation.port),
    });
  });

  test('a mistake of the first start is mended in the file', async () => {
    await edit(/(module\.smart_auth\.config\.port)=.*/, '$1=ninety');
    await expect(start()).rejects.toThrow(ConfigurationRefusedError);
    await edit(/(module\.smart_auth\.config\.port)=.*/, `$1=${installation.port}`);

    await start();

    expect((await clientToken(installation.issuer)).access_token).toBeDefined();
  });

  test('V-50: an option that is a variable is kept as it is written, and read when its module starts', async () => {
    const value = "#{env['TENANT']}";
    const admin = await start({ TENANT: 'ward' });
    await admin.put(
      moduleUrl('smart_auth', 'set'),
      await changedOptions(admin, 'smart_auth', { 'launch.tenant': value }),
    );

    const unset = await admin.put(
      moduleUrl('smart_auth', 'set'),
      await changedOptions(admin, 'smart_auth', { 'launch.tenant': "#{env['NOWHERE']}" }),
    );

    expect((await shownModule(admin, 'smart_auth')).options).toContainEqual({ key: 'launch.tenant', value });
    expect([unset.status, unset.text]).toEqual([400, expect.stringContaining('has no value')]);
  });

  test('a module that was stopped stays so over a restart of the server, and the log says it', async () => {
    const first = await start();
    await first.post(moduleUrl('smart_auth', 'stop'));
    await stopAll();

    const admin = await start();

    expect((await statuses(admin)).smart_auth?.state).toBe('STOPPED');
    expect(logged('smart_auth (SECURITY_OUT_SMART)')).toHaveLength(1);
    await admin.post(moduleUrl('smart_auth', 'start'));
    expect((await clientToken(installation.issuer)).access_token).toBeDefined();
  });

  test('a module that cannot start any more fails alone, and is mended through the admin API', async () => {
    await start();
    await stopAll();
    await query(`update module_config set options = options || '{"port": "ninety"}' where module_id = 'smart_auth'`);

    const admin = await start();

    expect((await statuses(admin)).smart_auth).toMatchObject({
      state: 'FAILED',
      problems: [{ key: 'module.smart_auth.config.port' }],
    });
    expect(logged('Not started: module.smart_auth.config.port')).toHaveLength(1);
    const mended = await changedOptions(admin, 'smart_auth', { port: String(installation.port) });
    expect((await admin.put(`${moduleUrl('smart_auth', 'set')}?restart=true`, mended)).status).toBe(200);
    expect((await statuses(admin)).smart_auth).toMatchObject({ state: 'STARTED', problems: [] });
    expect((await clientToken(installation.issuer)).access_token).toBeDefined();
  });

  test('without a listener through which it could be mended, the start fails as a whole', async () => {
    await start();
    await stopAll();
    await query(
      `update module_config set options = options || '{"max_failed_logins_until_lock": "many"}' where module_id = 'local_security'`,
    );

    await expect(start()).rejects.toThrow('max_failed_logins_until_lock');
  });
});

describe('the property file as the property source', () => {
  beforeEach(() => edit(/$/, 'node.propertysource=PROPERTIES\n'));

  test('counts at every start, and its modules are not changed through the server', async () => {
    const admin = await start();
    const options = await changedOptions(admin, 'smart_auth', {});

    const answers = [
      await admin.put(moduleUrl('smart_auth', 'set'), options),
      await admin.post(moduleUrl('more', 'create'), { moduleType: 'SECURITY_IN_LOCAL', options: [] }),
      await admin.delete(moduleUrl('smart_auth', 'archive')),
    ];

    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409]);
    expect(answers[0]?.text).toContain('node.propertysource=DATABASE');
    const { rows } = (await query('select 1 from module_config')) as { readonly rows: readonly unknown[] };
    expect(rows).toEqual([]);
  });

  test('a module is restarted with what the file says now', async () => {
    const admin = await start();
    const port = await freePort();
    await edit(/(module\.smart_auth\.config\.port)=.*/, `$1=${port}`);

    const restarted = await admin.post(moduleUrl('smart_auth', 'restart'));
    await edit(/(module\.smart_auth\.config\.port)=.*/, '$1=ninety');
    const failed = await admin.post(moduleUrl('smart_auth', 'restart'));

    expect([restarted.status, restarted.body.port, failed.status]).toEqual([200, port, 409]);
    expect((await clientToken(`http://127.0.0.1:${port}`)).access_token).toBeDefined();
    await admin.post(moduleUrl('smart_auth', 'stop'));
    expect((await statuses(admin)).smart_auth?.state).not.toBe('STARTED');
  });
});
