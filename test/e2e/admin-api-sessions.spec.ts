import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { tokensFor, userinfo } from '../support/endpoint-calls.js';
import { amelia, bertha } from '../support/test-users.js';

const guard = administrator('guard', ['OPENID_CONNECT_MANAGE_GLOBAL_SESSIONS']);
const SESSIONS = '/openid-connect-sessions/all/user';
const AMELIA = 'user_node_id=Master&user_module_id=local_security&username=amelia';

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ users: [amelia, bertha, guard] });
});
afterAll(() => server.stop());

interface Connected {
  readonly clients: readonly { readonly clientId: string; readonly approvedScopes: readonly { scope: string }[] }[];
}

describe('sessions in the admin API', () => {
  test('A-29: what apps may do in a person’s name is shown, and ends at once when it is withdrawn', async () => {
    const first = await tokensFor(server.issuer);
    const second = await tokensFor(server.issuer, { clientId: 'other-public-app' });
    const other = await tokensFor(server.issuer, { credentials: bertha });
    const api = server.as(guard);
    const before = await api.get<Connected>(`${SESSIONS}?${AMELIA}`);
    const one = await api.delete(`${SESSIONS}?${AMELIA}&client_id=public-app`);
    const standing = await Promise.all(
      [first, second, other].map(async ({ access_token: token }) => (await userinfo(server.issuer, token)).status),
    );
    const all = await api.delete(`${SESSIONS}/?${AMELIA}`);
    const after = await api.get<Connected>(`${SESSIONS}?${AMELIA}`);

    expect(before.body.clients.map(({ clientId }) => clientId)).toEqual(['other-public-app', 'public-app']);
    expect(before.body.clients[1]?.approvedScopes.map(({ scope }) => scope)).toContain('patient/*.rs');
    expect([one.status, all.status]).toEqual([200, 200]);
    expect(standing).toEqual([401, 200, 200]);
    expect(after.body.clients).toEqual([]);
    expect((await userinfo(server.issuer, second.access_token)).status).toBe(401);
    expect((await userinfo(server.issuer, other.access_token)).status).toBe(200);
  });

  test.each([
    { query: '', status: 400 },
    { query: '?username=amelia', status: 400 },
    { query: `?user_pid=1&${AMELIA}`, status: 400 },
    { query: "?user_pid=1'%20or%20'1'='1", status: 400 },
    { query: '?user_pid=999999', status: 404 },
    { query: '?user_node_id=Slave&user_module_id=local_security&username=amelia', status: 404 },
    { query: '?user_node_id=Master&user_module_id=smart_auth&username=amelia', status: 404 },
    { query: '?user_node_id=Master&user_module_id=local_security&username=nobody', status: 404 },
  ])('GET $query → $status', async ({ query, status }) => {
    expect((await server.as(guard).get(SESSIONS + query)).status).toBe(status);
    expect((await server.as(guard).delete(SESSIONS + query)).status).toBe(status);
  });
});
