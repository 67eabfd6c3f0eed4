import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';

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
    expect((await root.put(path, definition)).status).toBe(404);
  });
});
