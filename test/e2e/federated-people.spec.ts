import { authorizeUrl } from '../support/app.js';
import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { CHALLENGE } from '../support/authorization.js';
import { FederatedUpstream, federating, UPSTREAM_SECRET } from '../support/federated-upstream.js';
import { gatehouse } from '../support/gatehouse-command.js';
import { Person } from '../support/person.js';
import { amelia } from '../support/test-users.js';

type Json = Readonly<Record<string, unknown>>;

const IDENTITY = { kind: 'oidc', moduleId: 'smart_auth', registrationId: 'one' };
const guard = administrator('guard', ['OPENID_CONNECT_MANAGE_GLOBAL_SESSIONS', 'VIEW_USERS']);

let one: FederatedUpstream;
let server: AdminServer;
beforeAll(async () => {
  one = await FederatedUpstream.start('one');
  server = await startAdminServer({ users: [amelia, guard], ...federating([one.definition()]) });
  const person = new Person();
  const away = await person.open(authorizeUrl(server.issuer, { code_challenge: CHALLENGE, scope: 'openid user/*.rs' }));
  const approval = await person.open(one.signIn(away.headers.get('location') ?? '', { claims: { sub: 'maria' } }).href);
  await person.approve(approval);
});
afterAll(async () => {
  await server.stop();
  await one.stop();
});

test('reference 7: administrators see whom another server vouches for, and find them by its issuer', async () => {
  const api = server.as(guard);
  const username = `maria@${new URL(one.issuer).host}`;
  const list = await api.get<{ users: readonly Readonly<Record<string, unknown>>[] }>(
    '/user-management/Master/local_security?searchTerm=maria',
  );
  const sessions = (issuer: string) => {
    const query = { user_node_id: 'Master', user_module_id: 'local_security', username, username_issuer: issuer };
    return api.get(`/openid-connect-sessions/all/user?${new URLSearchParams(query).toString()}`);
  };

  const found = await sessions(one.issuer);
  const spelt = await sessions(`${one.issuer}/`);
  const other = await sessions('https://other.example');

  expect(JSON.stringify(list.body)).toContain(`"usernameIssuer":"${one.issuer}"`);
  expect([found.status, spelt.status, other.status]).toEqual([200, 200, 404]);
});

describe('whoever another server vouches for', () => {
  const USERS = '/user-management/Master/local_security';
  let other: FederatedUpstream;
  let second: AdminServer;
  beforeAll(async () => {
    other = await FederatedUpstream.start('other');
    // The definition has another number there.
    second = await startAdminServer({ users: [], ...federating([other.definition(), one.definition()]) });
  });
  afterAll(async () => {
    await second.stop();
    await other.stop();
  });

  const page = async (at: AdminServer, sub: string) => {
    const person = new Person();
    await person.open(authorizeUrl(at.issuer, { code_challenge: CHALLENGE, scope: 'openid user/*.rs' }));
    const away = await person.open(`${at.issuer}/oauth2/authorization/one`);
    return person.open(one.signIn(away.headers.get('location') ?? '', { claims: { sub } }).href);
  };
  const isLetIn = async (at: AdminServer, sub: string) => (await page(at, sub)).text.includes('user_oauth_approval');
  const found = async (at: AdminServer, name: string) => {
    const { body } = await at.as().get<{ users: readonly Json[] }>(`${USERS}?searchTerm=${name}`);
    return body.users[0] ?? {};
  };
  const change = (at: AdminServer, user: Json, fields: object) =>
    at.as().put(`${USERS}/${String(user['pid'])}`, { ...user, ...fields });

  test('V-28: is the same person after an export and an import elsewhere: who was disabled stays so', async () => {
    const maria = await found(server, 'maria');
    await change(server, maria, { accountDisabled: true, notes: 'on leave' });
    const { out } = await gatehouse(['export', '--only', 'users'], { environment: server.environment });
    const users = (JSON.parse(out) as { users: readonly Json[] }).users.filter(({ external }) => external === true);
    const unknown = {
      ...users[0],
      username: 'nemo',
      externalIdentities: [{ ...IDENTITY, issuer: 'https://x.example', subject: 'n' }],
    };
    const file = { gatehouse: 1, users: [...users, unknown] };

    const imported = await gatehouse(['import', '-'], { environment: second.environment, input: JSON.stringify(file) });
    const again = await gatehouse(['import', '-'], { environment: second.environment, input: JSON.stringify(file) });

    expect(users).toMatchObject([{ externalIdentities: [{ ...IDENTITY, issuer: one.issuer, subject: 'maria' }] }]);
    expect(imported.out).toContain('names a server that smart_auth does not know: https://x.example');
    expect(again.out).toContain('unchanged');
    expect(await isLetIn(second, 'maria')).toBe(false);
    await change(second, await found(second, 'maria'), { accountDisabled: false });
    expect(await isLetIn(second, 'maria')).toBe(true);
    expect(await found(second, 'maria')).toMatchObject({ username: maria['username'], notes: 'on leave' });
  });

  test('V-28: stays out when the account is deleted, until an administrator makes one for them', async () => {
    await isLetIn(second, 'paul');
    const paul = await found(second, 'paul');
    await second.as().delete(`${USERS}/${String(paul['pid'])}`);
    const back = await isLetIn(second, 'paul');
    const account = { username: 'paul', externalIdentities: [{ ...IDENTITY, subject: 'paul' }] };

    const made = await second.as().post(USERS, account);

    expect([back, made.status, await isLetIn(second, 'paul')]).toEqual([false, 201, true]);
    const now = await found(second, 'paul');
    expect([now['pid'], now['username'], now['external']]).toEqual([made.body['pid'], 'paul', true]);
  });

  test('V-28: stays disabled, deleted or who they were when the definition is archived and made again', async () => {
    for (const sub of ['dora', 'doro', 'dana']) await isLetIn(second, sub);
    const [dora, doro, dana] = [await found(second, 'dora'), await found(second, 'doro'), await found(second, 'dana')];
    await change(second, dora, { accountDisabled: true });
    await second.as().delete(`${USERS}/${String(doro['pid'])}`);
    const keeper = administrator('keeper', ['OPENID_CONNECT_ADD_SERVER', 'OPENID_CONNECT_EDIT_SERVER']);
    await second.as().post(USERS, keeper);
    const { body } = await second.as().get<{ servers: readonly Json[] }>('/openid-connect-servers');
    const { pid, version: _, ...definition } = body.servers.find(({ issuer }) => issuer === one.issuer) ?? {};
    const servers = '/openid-connect-servers/Master/smart_auth';
    const anew = { ...definition, tokenIntrospectionClientSecret: UPSTREAM_SECRET };

    const denied = await second.as(keeper).delete(`${servers}/${String(pid)}`);
    const archived = await second.as().delete(`${servers}/${String(pid)}`);
    const shown = await found(second, 'dana');
    const kept = await change(second, shown, { notes: 'kept' });
    const lost = (told: string) => told.split('\n').filter((line) => line.includes('nothing says who it is there'));
    const { out } = await gatehouse(['doctor'], { environment: second.environment });
    const deniedAgain = await second.as(keeper).post(servers, anew);
    const made = await second.as().post(servers, anew);

    expect([denied.status, archived.status, deniedAgain.status, made.status]).toEqual([403, 200, 403, 201]);
    expect(archived.headers.get('warning')).toContain('have accounts here');
    expect(made.headers.get('warning')).toContain('have accounts here');
    expect(shown['externalIdentities']).toEqual([
      { kind: 'oidc', moduleId: 'smart_auth', issuer: one.issuer, subject: 'dana' },
    ]);
    expect([kept.status, lost(out)]).toEqual([200, [expect.stringContaining('nemo')]]);
    expect([await isLetIn(second, 'dora'), await isLetIn(second, 'doro'), await isLetIn(second, 'dana')]).toEqual([
      false,
      false,
      true,
    ]);
    expect(await found(second, 'dana')).toMatchObject({ pid: dana['pid'], notes: 'kept' });
  });

  test('V-75: is one account, and whose it is says who may set its password', async () => {
    await isLetIn(second, 'eva');
    const eva = await found(second, 'eva');
    const identities = { externalIdentities: eva['externalIdentities'] };
    const helpdesk = administrator('helpdesk', ['CREATE_USER', 'UPDATE_USER', 'VIEW_USERS']);
    await second.as().post(USERS, helpdesk);
    const theRoot = await found(second, 'root');

    const taken = await second.as().post(USERS, { username: 'eve', ...identities });
    const unknown = await second
      .as()
      .post(USERS, { username: 'eve', externalIdentities: [{ ...IDENTITY, moduleId: 'x', subject: 'e' }] });
    const denied = await second.as(helpdesk).put(`${USERS}/${String(theRoot['pid'])}`, {
      ...theRoot,
      externalIdentities: [{ ...IDENTITY, subject: 'mallory' }],
    });

    expect([taken.status, taken.text]).toEqual([400, expect.stringContaining('that another account has')]);
    expect([unknown.status, unknown.text]).toEqual([
      400,
      expect.stringContaining('names a server that x does not know'),
    ]);
    expect([denied.status, denied.text]).toEqual([403, expect.stringContaining('ROLE_SUPERUSER')]);
  });

  test('keeps the identity where nothing is said of it, and is somebody new once it is taken away', async () => {
    await isLetIn(second, 'otto');
    const { externalIdentities, ...otto } = await found(second, 'otto');
    const kept = await change(second, otto, { notes: 'x' });
    const still = await found(second, 'otto');
    await change(second, still, { externalIdentities: [], username: still['username'] });

    expect([kept.status, still['externalIdentities']]).toEqual([200, externalIdentities]);
    expect(await isLetIn(second, 'otto')).toBe(true);
    const { body } = await second.as().get<{ users: readonly Json[] }>(`${USERS}?searchTerm=otto`);
    expect(body.users).toHaveLength(2);
  });
});
