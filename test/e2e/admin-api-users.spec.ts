import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { IacClient, type ManagedKind } from '../support/iac-client.js';
import { amelia } from '../support/test-users.js';
import { tokensFor, userinfo } from '../support/endpoint-calls.js';
import { rowsOf } from '../support/rows.js';

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

  test.each([
    { tags: '"999", TAG, "1000"', status: 200 },
    { tags: '"999", W/TAG', status: 412 },
    { tags: '*', status: 200 },
    { tags: 'TAG, 999', status: 400 },
  ])('RFC 9110 §13.1.1: any tag of a list will do, a weak one never: $tags → $status', async ({ tags, status }) => {
    const user = await named('amelia');
    const { headers, body } = await server.as().get(pathOf(user));

    const answer = await server
      .as()
      .put(pathOf(user), body, { 'if-match': tags.replace('TAG', headers.get('etag') ?? '') });

    expect(answer.status).toBe(status);
  });

  test('an entry of the authorities that says nothing is left out, and told', async () => {
    const authorities = [{}, { permission: 'VIEW_USERS' }];

    const { status, headers, body } = await server.as().post(USERS, { username: 'blank', authorities });

    expect({ status, authorities: body['authorities'] }).toEqual({ status: 201, authorities: authorities.slice(1) });
    expect(headers.get('warning')).toContain('authorities[0] says nothing, and is left out');
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

  test('F-06: of eight changes at once that name no version all are made', async () => {
    const user = await named('amelia');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => server.as().put(pathOf(user), { ...user, notes: `change ${index}` })),
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
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

    const records = await rowsOf(
      server.databaseUrl,
      `SELECT detail->>'cause' AS cause FROM audit_event WHERE kind = 'ADMIN_REFUSAL' AND username = '${helpdesk.username}' AND error_code = '403'`,
    );

    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
    expect(records).toHaveLength(tries.length);
    expect(JSON.stringify(records)).toContain('ROLE_SUPERUSER');
  });

  test.each([
    { name: 'V-84: a line separator', username: 'ma\u2028ry', status: 400, said: 'nobody sees' },
    { name: 'V-51: a right-to-left override', username: 'ma\u202ery', status: 400, said: 'nobody sees' },
    { name: 'V-51: a zero-width space', username: 'ma\u200bry', status: 400, said: 'nobody sees' },
    { name: 'V-51: a Cyrillic letter among Latin ones', username: '\u0410MELIA', status: 201, said: '' },
  ])('a new name with $name: $status', async ({ username, status, said }) => {
    const answer = await server.as().post(USERS, { username, password: 'a password by code' });

    expect([answer.status, answer.text.includes(said)]).toEqual([status, true]);
    expect(answer.headers.get('warning') ?? '').toContain(status === 201 ? 'mixes letters' : '');
  });

  test('V-51: a user whose name nobody would get today keeps it, and can be changed in other ways', async () => {
    const created = await server.as().post(USERS, { username: 'timer', password: 'a password by code' });
    await rowsOf(server.databaseUrl, `update user_account set username = 'ti\u200bmer' where username = 'timer'`);
    const { body: user } = await server.as().get(pathOf(created.body));
    const [kept, renamed] = [
      await server.as().put(pathOf(user), { ...user, notes: 'still here' }),
      await server.as().put(pathOf(user), { ...user, username: 'tim\u200ber' }),
    ];

    expect([user['username'], kept.status, renamed.status]).toEqual(['ti\u200bmer', 200, 400]);
  });

  test.each(['Observation/3', 'https://other.example.org/Patient/1'])(
    'STD L2: a patient to work with that is %s is refused: apps would open another record',
    async (resourceId) => {
      const user = await named('amelia');
      const defaultLaunchContexts = [{ contextType: 'patient', resourceId }];
      const answer = await server.as().put(pathOf(user), { ...user, defaultLaunchContexts });

      expect([answer.status, answer.text]).toEqual([
        400,
        expect.stringContaining('defaultLaunchContexts[0].resourceId'),
      ]);
    },
  );

  test('STD L2: one that stands already is warned of, and the account can be changed, and shut', async () => {
    const user = await named('amelia');
    const before = [{ contextType: 'patient', resourceId: 'https://other.example.org/Patient/1' }];
    const stored = (contexts: unknown) =>
      rowsOf(
        server.databaseUrl,
        `update user_account set default_launch_contexts = $1::jsonb, version = version + 1 where username = 'amelia'`,
        [JSON.stringify(contexts)],
      );
    await stored(before);
    const old = await named('amelia');
    const shut = await server.as().put(pathOf(old), { ...old, accountDisabled: true, familyName: 'Marsh-Bell' });
    const back = await server.as().put(pathOf(old), { ...shut.body, accountDisabled: false });
    await stored(user['defaultLaunchContexts']);

    expect(old['defaultLaunchContexts']).toEqual(before);
    expect([shut.status, shut.body['accountDisabled'], back.status]).toEqual([200, true, 200]);
    expect(shut.headers.get('warning')).toContain('defaultLaunchContexts[0].resourceId is no patient here');
  });

  test('F-35, ruling 64: a hash that takes seconds to check is not taken', async () => {
    const passwordHash = '$argon2id$v=19$m=262144,t=10,p=4$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaA';
    const answer = await server.as().post(USERS, { username: 'slow', passwordHash });

    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('takes longer than a second')]);
  });

  test('F-54: nobody deletes or disables the own account', async () => {
    const self = await named('root');

    expect((await server.as().delete(pathOf(self))).status).toBe(400);
    expect((await server.as().put(pathOf(self), { ...self, accountDisabled: true })).status).toBe(400);
  });

  test('A-18: an account made without a password is warned of, and nobody can sign in to it before it has one', async () => {
    const body = { username: 'passwordless', authorities: administrator('', ['VIEW_USERS']).authorities };
    const created = await server.as().post(USERS, body);
    const path = pathOf(created.body);
    const status = async (password: string) =>
      (await server.as({ username: 'passwordless', password }).get(path)).status;

    expect([created.status, created.headers.get('warning')]).toEqual([
      201,
      '299 gatehouse "password is missing: nobody can sign in by this account yet; Set a password"',
    ]);
    for (const password of ['', 'null', 'undefined', '***']) expect(await status(password)).toBe(401);
    expect((await server.as().put(path, { ...body, password: 'one of their own' })).headers.get('warning')).toBeNull();
    expect(await status('one of their own')).toBe(200);
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
