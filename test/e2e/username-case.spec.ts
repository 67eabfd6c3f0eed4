import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { gatehouse } from '../support/gatehouse-command.js';
import { MemoryLog } from '../support/memory-log.js';
import { createTestDatabase } from '../support/postgres.js';
import { Logger } from '../support/product.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

type Json = Readonly<Record<string, unknown>>;

const KEY = 'username_case_sensitive';
const MODULES = '/module-config/Master';

describe('whether the case of user names counts, once a module has users', () => {
  let server: AdminServer;
  let folder: string;
  beforeAll(async () => {
    server = await startAdminServer({ users: [administrator('Frida', ['VIEW_USERS'])] });
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-documents-'));
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const optionsWith = (value: string) => ({ options: [{ key: KEY, value }] });
  const set = (moduleId: string, value: string) =>
    server.as().put<{ messages: Json[] }>(`${MODULES}/${moduleId}/set?restart=true`, optionsWith(value));
  /** A module of its own, with users. */
  const moduleWith = async (moduleId: string, caseSensitive: string, usernames: readonly string[]): Promise<string> => {
    await server
      .as()
      .post(`${MODULES}/${moduleId}/create`, { moduleType: 'SECURITY_IN_LOCAL', ...optionsWith(caseSensitive) });
    await server.as().post(`${MODULES}/${moduleId}/start`);
    for (const username of usernames) {
      const { status } = await server.as().post(`/user-management/Master/${moduleId}`, { ...amelia, username });
      expect([username, status]).toEqual([username, 201]);
    }
    return moduleId;
  };

  test.each([
    {
      now: 'false',
      wanted: 'true',
      usernames: ['anna', 'John', 'MAÏA'],
      told: /is true: .* 2 users .*"John"/,
    },
    { now: 'true', wanted: 'false', usernames: ['anna', 'john', 'John'], told: /is false: .* 1 user .*"John"/ },
    { now: 'true', wanted: 'false', usernames: ['anna', 'Émile'], told: /is false: .* 1 user .*"Émile"/ },
  ])(
    'from $now to $wanted is refused where $usernames could not all sign in',
    async ({ now, wanted, usernames, told }) => {
      const moduleId = await moduleWith(`of_${now}_${String(usernames.length)}`, now, usernames);
      const before = await server.as().get(`${MODULES}/${moduleId}`);

      const { status, body } = await set(moduleId, wanted);

      expect(status).toBe(400);
      expect(body.messages).toEqual([
        expect.objectContaining({ field: KEY, message: expect.stringMatching(told) as string }),
      ]);
      expect((await server.as().get(`${MODULES}/${moduleId}`)).body).toEqual(before.body);
    },
  );

  test('is refused where somebody signs in, who still can', async () => {
    const { body } = await server.as().get<{ options: Json[] }>(`${MODULES}/local_security`);
    const options = [...body.options, { key: KEY, value: 'true' }];

    const { status, text } = await server.as().put(`${MODULES}/local_security/set?restart=true`, { options });

    expect([status, text]).toEqual([400, expect.stringContaining('Frida')]);
    const { password } = administrator('Frida', []);
    const inCapitals = server.as({ username: 'FRIDA', password });
    expect((await inCapitals.get('/user-management/Master/local_security')).status).toBe(200);
  });

  test('changes back and forth where names are of small letters, digits and signs', async () => {
    const moduleId = await moduleWith('small', 'false', ['anna', 'o-brien_2@example.org', 'zoë']);

    const statuses = [await set(moduleId, 'true'), await set(moduleId, 'false')].map(({ status }) => status);

    expect(statuses).toEqual([200, 200]);
  });

  test('changes when those users are deleted', async () => {
    const moduleId = await moduleWith('leaving', 'false', ['John']);
    const path = `/user-management/Master/${moduleId}`;
    const { body } = await server.as().get<{ users: Json[] }>(path);
    await server.as().delete(`${path}/${String(body.users[0]?.['pid'])}`);

    expect((await set(moduleId, 'true')).status).toBe(200);
  });

  test('other options of such a module change, and a new module of an id that had users goes by their names', async () => {
    const moduleId = await moduleWith('again', 'false', ['John']);
    const { status } = await server.as().put(`${MODULES}/${moduleId}/set`, {
      options: [{ key: 'lockout.seconds', value: '60' }],
    });
    await server.as().post(`${MODULES}/${moduleId}/stop`);
    await server.as().delete(`${MODULES}/${moduleId}/archive`);
    const create = (value: string) =>
      server.as().post(`${MODULES}/${moduleId}/create`, { moduleType: 'SECURITY_IN_LOCAL', ...optionsWith(value) });

    const [otherwise, alike] = [await create('true'), await create('false')];

    expect(status).toBe(200);
    expect([otherwise.status, otherwise.text]).toEqual([400, expect.stringContaining('John')]);
    expect(alike.status).toBe(201);
  });

  test('is refused by the command line, too, on trial and for real', async () => {
    const moduleId = await moduleWith('bulk', 'false', ['John']);
    const file = join(folder, 'bulk.properties');
    await writeFile(file, `module.${moduleId}.type=SECURITY_IN_LOCAL\nmodule.${moduleId}.config.${KEY}=true\n`);
    const run = (...more: string[]) =>
      gatehouse(['import', file, '--json', ...more], { environment: server.environment, folder });

    const said = [await run('--dry-run'), await run()];

    for (const { out } of said) {
      expect(out).toContain('"refused"');
      expect(out).toContain(KEY);
    }
  });
});

describe('whether the case of user names counts, changed in a property file that counts', () => {
  test('is told at the start and by the doctor, as long as users are shut out', async () => {
    const database = await createTestDatabase();
    const log = new MemoryLog();
    const warnings = async (caseSensitive: boolean, inspect = (_: TestServer) => Promise.resolve('')) => {
      log.entries.length = 0;
      const starting = startTestServer({
        databaseUrl: database.url,
        users: [{ ...amelia, username: 'Amelia' }],
        properties: ['node.propertysource=PROPERTIES', `module.local_security.config.${KEY}=${String(caseSensitive)}`],
      });
      // A start silences the log first.
      Logger.overrideLogger(log);
      const server = await starting;
      Logger.overrideLogger(false);
      const inspected = await inspect(server);
      await server.stop();
      return [log.entries.filter((entry) => entry.includes(KEY)), inspected] as const;
    };
    const doctor = async ({ environment }: TestServer): Promise<string> =>
      (await gatehouse(['doctor', '--json'], { environment, folder: tmpdir() })).out;

    const [before] = await warnings(false);
    const [changed, found] = await warnings(true, doctor);
    const [after, healthy] = await warnings(false, doctor);
    await database.drop();

    const told = expect.stringMatching(
      /local_security\.config\.username_case_sensitive.*Amelia.*Write false/s,
    ) as string;
    expect([before, changed, after]).toEqual([[], [told], []]);
    expect(found).toEqual(told);
    expect(healthy).not.toContain(KEY);
  });
});
