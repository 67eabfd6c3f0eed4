import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { IacClient, type ManagedKind } from '../support/iac-client.js';
import { amelia } from '../support/test-users.js';
import { tokensFor, userinfo } from '../support/endpoint-calls.js';

const USERS = '/user-management/Master/local_security';
const helpdesk = administrator('helpdesk', ['VIEW_USERS', 'UPDATE_USER', 'CREATE_USER']);
const saver = administrator('saver', ['SAVE_USER', 'VIEW_USERS']);

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ users: [amelia, helpdesk, saver] });
});
afterAll(() => server.stop());

interface UserList {
  readonly users: readonly Readonly<Record<string, unknown>>[];
  readonly totalPages: number;
}
const named = async (username: string): Promise<Readonly<Record<string, unknown>>> => {
  const { body } = await server.as().get<UserList>(`${USERS}?searchTerm=${username}`);
  const found = body.users.find((each) => each['username'] === username);
  if (found === undefined) throw new Error(`There is no user ${username}.`);
  return found;
};
const pathOf = (user: Readonly<Record<string, unknown>>): string => `${USERS}/${String(user['pid'])}`;

describe('users in the admin API', () => {
  test('an infrastructure-as-code client creates, reads, updates and lists them; a plan after the apply is empty', async () => {
    const kind: ManagedKind = {
      ...{ collection: () => USERS, path: pathOf, list: { path: USERS, name: 'users' } },
      secret: ['password'],
    };
    const iac = new IacClient(server.as(), kind);
    const wanted = {
      ...{ username: 'terra', password: 'a password by code', familyName: 'Form', givenName: 'Terra' },
      ...{ accountLocked: false, accountDisabled: false, serviceAccount: true, email: 'terra@example.org' },
      ...{ authorities: [{ permission: 'VIEW_USERS' }], defaultLaunchContexts: [], notes: 'by code\nin two lines' },
    };
    const changed = { ...wanted, familyName: 'Firma', authorities: [{ permission: 'ROLE_FHIR_CLIENT' }] };

    expect(await iac.plan('terra', wanted)).toBe('create');
    expect((await iac.apply('terra', wanted)).status).toBe(201);
    expect(await iac.plan('terra', wanted)).toBe('nothing');
    expect(await iac.plan('terra', changed)).toEqual(['familyName', 'authorities']);
    expect((await iac.apply('terra', changed)).status).toBe(200);
    expect(await iac.plan('terra', changed)).toBe('nothing');
    expect(JSON.stringify(iac.read('terra'))).not.toContain('password');
    expect((await server.as().post(USERS, wanted)).text).toContain('already exists');
    expect((await iac.all(2)).map(({ username }) => username)).toEqual([
      'amelia',
      'helpdesk',
      'root',
      'saver',
      'terra',
    ]);
  });

  test('F-06: of two changes of one version the second is told so', async () => {
    const user = await named('amelia');
    const { headers, body } = await server.as().get(pathOf(user));
    const tag = { 'if-match': headers.get('etag') ?? '' };
    const answers = await Promise.all(
      ['one', 'two'].map((notes) => server.as().put(pathOf(user), { ...body, notes }, tag)),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('A-29, V-28: a lock is felt at once, and either permission unlocks', async () => {
    const user = await named('amelia');
    const tokens = await tokensFor(server.issuer);
    const lock = await server.as(helpdesk).put(pathOf(user), { ...user, accountLocked: true });
    const { status } = await userinfo(server.issuer, tokens.access_token);
    const unlock = await server.as(saver).put(pathOf(user), { ...user, accountLocked: false });

    expect([lock.status, status, unlock.status]).toEqual([200, 401, 200]);
  });

  test('V-100: nobody gives what they do not hold, nor takes over who holds more, and both are on record', async () => {
    const root = await named('root');
    const self = await named('helpdesk');
    const api = server.as(helpdesk);
    const more = { permission: 'ROLE_SUPERUSER' };
    const tries = [
      await api.post(USERS, { username: 'puppet', password: 'a long password', authorities: [more] }),
      await api.put(pathOf(self), { ...self, authorities: [...(self['authorities'] as []), more] }),
      await api.put(pathOf(root), { ...root, password: 'taken over by helpdesk' }),
      await api.put(pathOf(root), { ...root, accountLocked: true }),
      await api.put(pathOf(root), { ...root, authorities: [] }),
      await api.delete(pathOf(root)),
    ];

    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
  });

  test('F-54: nobody deletes or disables the own account', async () => {
    const self = await named('root');

    expect((await server.as().delete(pathOf(self))).status).toBe(400);
    expect((await server.as().put(pathOf(self), { ...self, accountDisabled: true })).status).toBe(400);
  });

  test('a deleted user is gone, and the name is free', async () => {
    const body = { username: 'passing', password: 'a long password' };
    const created = await server.as().post(USERS, body);
    const removed = await server.as().delete(pathOf(created.body));

    expect([created.status, removed.status]).toEqual([201, 204]);
    expect((await server.as().get(pathOf(created.body))).status).toBe(404);
    expect((await server.as().post(USERS, body)).status).toBe(201);
  });

  test('another module, another node and another number are not there', async () => {
    for (const path of [
      '/user-management/Master/smart_auth',
      '/user-management/Slave/local_security',
      `${USERS}/99999999999`,
    ])
      expect((await server.as().get(path)).status).toBe(404);
  });
});
