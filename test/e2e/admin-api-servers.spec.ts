import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { freePort } from '../support/free-port.js';
import { IacClient, type ManagedKind } from '../support/iac-client.js';
import { MemoryLog } from '../support/memory-log.js';
import { Logger } from '../support/product.js';

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({
    users: [
      administrator('viewer', ['OPENID_CONNECT_VIEW_SERVER_LIST']),
      administrator('adder', ['OPENID_CONNECT_ADD_SERVER']),
      administrator('editor', ['OPENID_CONNECT_EDIT_SERVER', 'OPENID_CONNECT_VIEW_SERVER_LIST']),
    ],
  });
});
afterAll(() => server.stop());

const definition = {
  issuer: 'https://idp.example/realms/a/',
  name: 'Hospital IdP',
  tokenIntrospectionClientId: 'gatehouse',
  tokenIntrospectionClientSecret: 'canary-server-secret',
  federationRequestScopes: 'openid profile',
};

describe('servers in the admin API', () => {
  test('are created, found by issuer, replaced, listed and archived', async () => {
    const root = server.as();
    const created = await root.post('/openid-connect-servers/Master/smart_auth', { ...definition, odd: 1 });
    const path = `/openid-connect-servers/Master/smart_auth/${String(created.body['pid'])}`;
    const found = await root.get('/openid-connect-servers/Master/smart_auth/?issuer_url=https://idp.example/realms/a');
    const replaced = await root.put(
      path,
      { ...found.body, name: 'Other' },
      { 'if-match': found.headers.get('etag') ?? '' },
    );
    const again = await root.put(path, replaced.body);
    const stale = await root.put(
      path,
      { ...found.body, name: 'Third' },
      { 'if-match': found.headers.get('etag') ?? '' },
    );
    const list = await root.get<{ servers: unknown[] }>('/openid-connect-servers/?pageIndex=0&pageSize=10');
    const archived = await root.delete(path);

    expect([created.status, found.status, replaced.status, stale.status, archived.status]).toEqual([
      201, 200, 200, 412, 200,
    ]);
    expect(created.headers.get('warning')).toContain('odd');
    expect(found.body).toMatchObject({ name: 'Hospital IdP', tokenIntrospectionClientSecret: '***' });
    expect(again.headers.get('etag')).toBe(replaced.headers.get('etag'));
    expect(list.body.servers).toEqual([replaced.body]);
    expect(JSON.stringify([created, found, replaced, list, archived])).not.toContain('canary');
    expect((await root.delete(path)).status).toBe(404);
  });

  test('F-06: of eight changes at once that name no version all are made', async () => {
    const at = '/openid-connect-servers/Master/smart_auth';
    const wanted = { ...definition, issuer: 'https://busy.example.org', name: 'Busy' };
    const { body } = await server.as().post(at, wanted);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        server.as().put(`${at}/${String(body['pid'])}`, { ...wanted, name: `Busy ${index}` }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect((await server.as().delete(`${at}/${String(body['pid'])}`)).status).toBe(200);
  });

  test('an infrastructure-as-code client manages them; a plan after the apply is empty; what is destroyed is made anew', async () => {
    const at = '/openid-connect-servers/Master/smart_auth';
    const kind: ManagedKind = {
      collection: () => at,
      path: ({ issuer }) => `${at}/?issuer_url=${String(issuer)}`,
      change: ({ pid }) => `${at}/${String(pid)}`,
      list: { path: '/openid-connect-servers/', name: 'servers' },
      secret: ['tokenIntrospectionClientSecret'],
    };
    const iac = new IacClient(server.as(), kind);
    const wanted = {
      ...{ issuer: 'https://code.example', name: 'By Code', tokenIntrospectionClientId: 'us' },
      ...{ tokenIntrospectionClientSecret: 'canary-server-secret', federationRequestScopes: 'openid profile' },
      ...{ federationAuthorizationUrl: 'https://code.example/a', federationTokenUrl: 'https://code.example/t' },
      clientAuthenticationMode: 'CLIENT_SECRET_BASIC',
    };

    expect((await iac.apply('idp', wanted)).status).toBe(201);
    expect(await iac.plan('idp', wanted)).toBe('nothing');
    expect(iac.read('idp')['tokenIntrospectionClientSecret']).toBe('***');
    expect(await iac.plan('idp', { ...wanted, name: 'Other' })).toEqual(['name']);
    expect((await iac.apply('idp', { ...wanted, name: 'Other' })).status).toBe(200);
    expect((await iac.all(1)).map(({ issuer }) => issuer)).toContain('https://code.example');
    expect((await iac.destroy('idp')).status).toBe(200);
    expect(await iac.plan('idp', wanted)).toBe('create');
    expect((await iac.apply('idp', wanted)).status).toBe(201);
  });
});

/** What the log says of it while `work` is under way. */
async function loggedOf(key: string, work: () => Promise<unknown>): Promise<readonly string[]> {
  const log = new MemoryLog();
  Logger.overrideLogger(log);
  await work();
  Logger.overrideLogger(false);
  return log.entries.filter((entry) => entry.includes(key));
}

test('a module that sends people to servers says that there is none, when it is saved and when it starts', async () => {
  const [root, port, key] = [server.as(), await freePort(), 'federate_mode.enabled'];
  const path = '/module-config/Master/away';
  const module = {
    ...{ moduleType: 'SECURITY_OUT_SMART', dependencies: [{ moduleId: 'local_security', type: 'SECURITY_IN_UP' }] },
    options: [
      { key, value: 'true' },
      { key: 'port', value: String(port) },
      { key: 'issuer.url', value: `http://127.0.0.1:${String(port)}` },
    ],
  };
  const saved = await root.post(`${path}/create`, module);
  const started = await loggedOf(key, () => root.post(`${path}/start`));
  await root.post('/openid-connect-servers/Master/away', definition);
  const restarted = await loggedOf(key, () => root.post(`${path}/restart`));
  const again = await root.put(`${path}/set`, module);
  await root.post(`${path}/stop`);

  expect([saved.status, saved.headers.get('warning')]).toEqual([201, expect.stringContaining(key)]);
  expect(started).toEqual([expect.stringMatching(/away\.config\.federate_mode\.enabled.*no server.*Define one/s)]);
  expect([restarted, again.status, again.headers.get('warning')]).toEqual([[], 200, null]);
});
