import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { rowsOf } from '../support/rows.js';

const CLIENTS = '/openid-connect-clients/Master/smart_auth';
const USERS = '/user-management/Master/local_security';
const MAY = ['OPENID_CONNECT_ADD_CLIENT', 'OPENID_CONNECT_EDIT_CLIENT', 'OPENID_CONNECT_VIEW_CLIENT_LIST'];
const [stranger, other, promoted, given] = ['stranger', 'other', 'promoted', 'given'].map((name) =>
  administrator(name, MAY),
) as [Who, Who, Who, Who];
type Who = ReturnType<typeof administrator>;

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ users: [stranger, other, promoted, given] });
  const names = [stranger, other, promoted].map(({ username }) => username);
  await rowsOf(server.databaseUrl, 'UPDATE user_account SET self_made = true WHERE username = ANY ($1)', [names]);
});
afterAll(() => server.stop());

const app = (clientId: string, change: object = {}) => ({
  ...{ clientId, clientName: 'App', enabled: true, scopes: ['openid', 'patient/*.rs'] },
  ...{ allowedGrantTypes: ['AUTHORIZATION_CODE'], registeredRedirectUris: ['https://app.example/cb'] },
  ...change,
});
const EVIL = { registeredRedirectUris: ['https://evil.example/cb'] };
const make = (who: Who, clientId: string, change?: object) =>
  server.as(who).post<{ untrusted?: boolean }>(CLIENTS, app(clientId, change));
const edit = (who: Who, clientId: string, change: object = EVIL) =>
  server.as(who).put<{ untrusted?: boolean }>(`${CLIENTS}/${clientId}`, app(clientId, change));

describe('S-08, R-17: somebody who made their account themselves', () => {
  test('changes the clients that they made and no others, neither as a whole nor by secrets, and each try is on record', async () => {
    await make(given, 'of-given');
    await make(stranger, 'of-stranger');

    expect((await edit(stranger, 'of-stranger')).status).toBe(200);
    const refused = [
      await edit(stranger, 'of-given'),
      await edit(other, 'of-stranger'),
      await edit(stranger, 'web-app'),
      await server.as(stranger).delete(`${CLIENTS}/of-given`),
    ];

    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(refused[0]?.text).toContain('did not make');
    const tries = await rowsOf(
      server.databaseUrl,
      `SELECT FROM audit_event WHERE username IN ('stranger', 'other') AND outcome = 'failure'`,
    );
    expect(tries).toHaveLength(4);
    expect((await edit(given, 'of-stranger')).status).toBe(200);
  });

  test('makes apps that nobody has looked at, and that ask people', async () => {
    const made = await make(stranger, 'fresh', { untrusted: false });

    expect([made.status, made.body.untrusted]).toEqual([201, true]);
    const approving = await make(stranger, 'greedy', { autoApproveScopes: ['patient/*.rs'] });
    expect([approving.status, approving.text]).toEqual([403, expect.stringContaining('not asked')]);
    expect((await edit(stranger, 'fresh', { autoGrantScopes: ['patient/*.rs'] })).status).toBe(403);
    expect((await edit(given, 'fresh', { untrusted: false })).body.untrusted).toBe(false);
    expect((await edit(stranger, 'fresh', { ...EVIL, untrusted: false })).body.untrusted).toBe(true);
  });

  test('makes no client their own by making it anew', async () => {
    await make(given, 'archived');
    await server.as(given).delete(`${CLIENTS}/archived`);

    expect((await make(stranger, 'archived')).status).toBe(201);
    expect((await edit(stranger, 'archived')).status).toBe(200);
    expect((await edit(other, 'archived')).status).toBe(403);
  });

  test('is like anybody else once an administrator has given them other permissions', async () => {
    await make(given, 'far');
    const list = await server.as().get<{ users: readonly { pid: number; username: string }[] }>(USERS);
    const user = list.body.users.find(({ username }) => username === 'promoted');
    const change = (change: object) => server.as().put(`${USERS}/${user?.pid ?? 0}`, { ...user, ...change });

    await change({ notes: 'a developer' });
    expect((await edit(promoted, 'far')).status).toBe(403);
    await change({ authorities: [...promoted.authorities, { permission: 'CHANGE_OWN_PASSWORD' }] });
    expect((await edit(promoted, 'far')).status).toBe(200);
  });
});
