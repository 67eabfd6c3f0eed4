import { jest } from '@jest/globals';
import { decodeJwt } from 'jose';
import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { AdminClient } from '../support/admin-client.js';
import { obtainTokens } from '../support/app.js';
import { requestUrl } from '../support/authorization.js';
import { changeable, changeDirectory } from '../support/directory-root.js';
import { refresh } from '../support/endpoint-calls.js';
import { freePort } from '../support/free-port.js';
import { gatehouse } from '../support/gatehouse-command.js';
import { ldapModuleLines, ldapProperties } from '../support/ldap-module.js';
import { Person, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { directoryBase, Slapd, systemUser } from '../support/slapd.js';
import { directoryPasswords, person as entryOf } from '../support/slapd-entries.js';
import { until } from '../support/server-process.js';
import { amelia } from '../support/test-users.js';
import { giveTotp } from '../support/totp.js';

const { alice, bob } = directoryPasswords;
const nurses = `cn=nurses,ou=wards,ou=groups,${directoryBase}`;
/** Leaves the hospital. */
const dora = { username: 'dora', password: 'nur noch heute' };
const MODULES = '/module-config/Master';

let slapd: Slapd;
let server: AdminServer;
let staffIssuer: string;
let staffAdmin: (username: string, password: string) => AdminClient;

beforeAll(async () => {
  const [staffPort, adminPort] = [await freePort(), await freePort()];
  const entry = entryOf(directoryBase, { uid: 'dora', given: 'Dora', family: 'Weg', password: dora.password });
  slapd = await Slapd.start({ configuration: changeable, entries: `${entry.join('\n')}\n` });
  staffIssuer = `http://127.0.0.1:${staffPort}`;
  staffAdmin = (username, password) => new AdminClient(`http://127.0.0.1:${adminPort}`, { username, password });
  const properties = ldapProperties(slapd, {
    'groups.basedn': `ou=groups,${directoryBase}`,
    'groups.search_recursively': 'true',
    'groups.permissions': `${nurses} => ACCESS_ADMIN_JSON VIEW_USERS`,
    global_permissions: 'ROLE_FHIR_CLIENT',
  });
  server = await startAdminServer({
    properties: [
      ...ldapModuleLines('directory', properties),
      'module.staff_auth.type=SECURITY_OUT_SMART',
      'module.staff_auth.requires.SECURITY_IN_UP=directory',
      'module.staff_auth.config.bind_address=127.0.0.1',
      `module.staff_auth.config.port=${staffPort}`,
      `module.staff_auth.config.issuer.url=${staffIssuer}`,
      'module.staff_auth.config.seed_clients.file=classpath:clients.json',
      'module.staff_admin.type=ADMIN_JSON',
      'module.staff_admin.requires.SECURITY_IN_UP=directory',
      'module.staff_admin.config.bind_address=127.0.0.1',
      `module.staff_admin.config.port=${adminPort}`,
    ],
  });
});

afterAll(async () => {
  await server.stop();
  await slapd.close();
});

async function signIn(credentials: { readonly username: string; readonly password: string }): Promise<Page> {
  const person = new Person();
  return person.signIn(await person.open(requestUrl(staffIssuer, { scope: 'openid user/*.rs' })), credentials);
}

describe('people of a directory', () => {
  test('ruling 16: sign in at the instance that names its module, people of the local module at theirs, in one process', async () => {
    const staff = await obtainTokens(staffIssuer, { scope: 'openid user/*.rs' }, new Person(), {
      username: 'ALICE',
      password: alice,
    });
    const local = await obtainTokens(server.issuer);

    expect(decodeJwt(staff.access_token)).toMatchObject({ iss: staffIssuer, sub: 'Alice' });
    expect(decodeJwt(local.access_token)).toMatchObject({ iss: server.issuer, sub: amelia.username });
  });

  test('have an account in the admin API, with what administrators may change of it, and no password', async () => {
    await signIn({ username: 'bob', password: bob });
    const { body } = await server
      .as()
      .get<{ users: readonly Record<string, unknown>[] }>('/user-management/Master/directory?searchTerm=bob');
    const [user = {}] = body.users;

    expect(user).toMatchObject({ username: 'bob', moduleId: 'directory', nodeId: 'Master', external: true });
    const path = `/user-management/Master/directory/${String(user['pid'])}`;
    const refused = await server.as().put(path, { ...user, password: 'a second way in' });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('directory of directory knows')]);
    expect((await server.as().put(path, { ...user, notes: 'porter', accountLocked: true })).status).toBe(200);
    expect((await signIn({ username: 'bob', password: bob })).url).toContain('error=credentials');
  });

  test('call the admin API as far as their groups let them', async () => {
    const answers = [
      await staffAdmin('alice', alice).get('/user-management/Master/directory'),
      await staffAdmin('alice', alice).get('/module-config/'),
      await staffAdmin('alice', 'wrong').get('/user-management/Master/directory'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 403, 401]);
  });

  test('V-28, R-11: deleted there, they lose within a quarter of an hour what apps hold for them, and their sessions', async () => {
    const browser = new Person();
    const tokens = await obtainTokens(staffIssuer, { scope: 'openid offline_access user/*.rs' }, browser, dora);
    await changeDirectory(slapd, (root) => root.del(`uid=dora,ou=people,${directoryBase}`));
    const soon = await refresh(staffIssuer, tokens.refresh_token);
    const silent = await browser.open(requestUrl(staffIssuer, { prompt: 'none', scope: 'openid' }));
    const quarter = 16 * 60;
    const now = performance.now.bind(performance);
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now() + quarter * 1_000);
    await moveDatabaseClock(server.databaseUrl, quarter);

    const late = await refresh(staffIssuer, String(soon.body['refresh_token']));
    const answer = await browser.open(requestUrl(staffIssuer, { prompt: 'none', scope: 'openid' }));
    clock.mockRestore();
    await moveDatabaseClock(server.databaseUrl, 0);
    const again = await refresh(staffIssuer, String(soon.body['refresh_token']));

    expect([soon.status, late.status, again.status]).toEqual([200, 400, 400]);
    expect(late.body).toMatchObject({ error: 'invalid_grant' });
    expect([silent, answer].map(({ headers }) => /error=(\w+)/.exec(headers.get('location') ?? '')?.[1])).toEqual([
      'consent_required',
      'login_required',
    ]);
  });

  test('V-56: cannot be told from people who are not there, by what the page says', async () => {
    const texts = [];
    for (const username of ['alice', 'nobody']) {
      const page = await signIn({ username, password: 'wrong' });
      texts.push(page.text.replaceAll(username, 'NAME').replaceAll(/(?<=(?:value|token)=")[^"]*/gu, ''));
    }

    expect(texts[0]).toBe(texts[1]);
  });
});

describe('an administrator, of the accounts of a directory’s people', () => {
  const USERS = '/user-management/Master/directory';
  const credentials: { username: string; password: string } = { username: 'bob', password: bob };
  const found = async () => {
    const { body } = await server.as().get<{ users: readonly Record<string, unknown>[] }>(`${USERS}?searchTerm=bob`);
    return body.users;
  };
  const path = async () => `${USERS}/${String((await found())[0]?.['pid'])}`;
  const change = async (fields: object) => {
    const [user] = await found();
    const { status } = await server.as().put(await path(), { ...user, ...fields });
    expect(status).toBe(200);
  };
  const isLetIn = async (as = credentials) => (await signIn(as)).text.includes('user_oauth_approval');
  const asBob = async () => (await staffAdmin('bob', bob).get(USERS)).status;

  beforeAll(async () => {
    await signIn(credentials);
    await change({ accountLocked: false, accountDisabled: false });
  });

  test('locks, disables and opens them, ending sessions, and ends a lock by wrong passwords', async () => {
    const person = new Person();
    await person.signIn(await person.open(requestUrl(staffIssuer, {})), credentials);
    const isSignedIn = async () => !(await person.open(`${staffIssuer}/account`)).text.includes('id="sign-in-form"');
    const before = [await isLetIn(), await isSignedIn()];

    await change({ accountDisabled: true });
    const disabled = [await isLetIn(), await isSignedIn()];
    await change({ accountDisabled: false });
    const enabled = await isLetIn();
    for (let time = 0; time < 10; time++) await isLetIn({ ...credentials, password: `guess ${String(time)}` });
    const guessedOut = await isLetIn();
    await change({ accountLocked: false });

    expect([before, disabled, enabled, guessedOut]).toEqual([[true, true], [false, false], true, false]);
    expect(await isLetIn()).toBe(true);
  });

  test('gives them permissions beside those of the directory, and takes them again', async () => {
    const before = await asBob();
    await change({ authorities: [{ permission: 'ACCESS_ADMIN_JSON' }, { permission: 'VIEW_USERS' }] });
    await until(async () => (await asBob()) === 200);
    await change({ authorities: [] });
    await until(async () => (await asBob()) === 403);

    expect(before).toBe(403);
  });

  test('V-54, A-19: demands a second factor of them, without which Basic lets nobody in, and takes it away where it is lost', async () => {
    const basic = [await asBob()];
    await change({ secondFactorRequired: true });
    basic.push(await asBob());
    const enrolling = await signIn(credentials);
    await giveTotp(server, 'bob', 'directory');
    await until(async () => (await signIn(credentials)).text.includes('id="second-factor-form"'));
    const [having] = await found();
    basic.push(await asBob());

    const reset = await server.as().delete(`${await path()}/second-factor`);
    await change({ secondFactorRequired: false });

    expect(enrolling.text.includes('id="page-second-factor-enrolment"')).toBe(true);
    expect(having).toMatchObject({ twoFactorAuthStatus: 'KEY_ACTIVE', secondFactorRequired: true });
    expect([reset.status, await isLetIn()]).toEqual([204, true]);
    expect([...basic, await asBob()]).toEqual([403, 401, 401, 403]);
  });

  test('cannot give them another name or keep them here, and is told why', async () => {
    const [user] = await found();
    const renamed = await server.as().put(await path(), { ...user, username: 'robert' });
    const kept = await server.as().put(await path(), { ...user, external: false });

    expect([renamed.status, renamed.text]).toEqual([400, expect.stringContaining('apps know the person')]);
    expect([kept.status, (await found())[0]?.['external']]).toEqual([200, true]);
  });

  test('V-100: not where the directory gave them more than the author has; what it gave is shown', async () => {
    const helpdesk = administrator('helpdesk', ['UPDATE_USER', 'DELETE_USER', 'VIEW_ALL_USERS']);
    await server.as().post('/user-management/Master/local_security', helpdesk);
    await staffAdmin('alice', alice).get(USERS);
    const { body } = await server.as().get<{ users: readonly Record<string, unknown>[] }>(`${USERS}?searchTerm=alice`);
    const [account] = body.users;
    const own = `${USERS}/${String(account?.['pid'])}`;

    const refused = [
      await server.as(helpdesk).put(own, { ...account, accountDisabled: true }),
      await server.as(helpdesk).delete(`${own}/second-factor`),
      await server.as(helpdesk).delete(own),
    ];

    expect(account?.['authorities']).toEqual([]);
    expect(account?.['signInAuthorities']).toContainEqual({ permission: 'VIEW_USERS' });
    expect(refused.map(({ status, text }) => [status, text.includes('VIEW_USERS')])).toEqual(
      Array(3).fill([403, true]),
    );
    expect((await server.as(helpdesk).put(own, { ...account, notes: 'night shift' })).status).toBe(200);
  });

  test('makes them before they come, without a password, and deletes them; who comes again is let in once there is another', async () => {
    const person = { username: 'bob', familyName: 'B', authorities: [{ permission: 'ACCESS_ADMIN_JSON' }] };
    const [old] = await found();
    const deleted = await server.as().delete(await path());
    const back = await isLetIn();
    const gone = await found();
    const refused = await server.as().post(USERS, { ...person, password: 'a second way in' });
    const made = await server.as().post(USERS, { ...person, authorities: [{ permission: 'VIEW_USERS' }] });
    const letIn = await isLetIn();
    const [own, ...others] = await found();

    expect([deleted.status, back, gone]).toEqual([204, false, []]);
    expect([refused.status, made.status, letIn]).toEqual([400, 201, true]);
    expect(refused.text).toContain('directory of directory knows');
    expect([own?.['pid'], others]).toEqual([made.body['pid'], []]);
    expect(own?.['pid']).not.toBe(old?.['pid']);
    expect(own).toMatchObject({ familyName: 'Baumeister', authorities: [{ permission: 'VIEW_USERS' }] });
  });
});

describe('an administrator', () => {
  const optionsOf = (properties: Readonly<Record<string, string>>) =>
    Object.entries(properties).map(([key, value]) => ({ key, value }));
  const module = (properties: Readonly<Record<string, string>>) => ({
    ...{ moduleId: 'other_directory', moduleType: 'SECURITY_IN_LDAP', dependencies: [] },
    options: optionsOf(properties),
  });
  const change = (properties: Readonly<Record<string, string>>) =>
    server.as().put(`${MODULES}/other_directory/set`, module(properties));

  test('makes, starts, changes and stops such a module like any other, and is told what is wrong with it', async () => {
    const path = `${MODULES}/other_directory`;
    const wrong = await server
      .as()
      .post(`${path}/create`, module({ 'ldap.url': 'http://x', global_permissions: 'NONSENSE' }));
    const made = await server.as().post(`${path}/create`, module(ldapProperties(slapd)));
    const started = await server.as().post(`${path}/start`);
    const restarted = await server.as().post(`${path}/restart`);

    expect(wrong.status).toBe(400);
    expect(wrong.text).toMatch(/ldap\.url.*bind\.user\.base|bind\.user\.base.*ldap\.url/su);
    expect(wrong.text).toContain('NONSENSE');
    expect([made.status, started.status, restarted.status]).toEqual([201, 200, 200]);
    expect((await server.as().post(`${path}/stop`)).status).toBe(200);
  });

  test('ruling 49: from the restart on, nobody is recognised by what the module was before', async () => {
    const path = `${MODULES}/directory`;
    const { body } = await server.as().get<{ options: readonly { key: string; value: string }[] }>(path);
    const without = body.options.filter(({ key }) => key !== 'groups.permissions');
    const asAlice = async () => (await staffAdmin('alice', alice).get('/user-management/Master/directory')).status;
    const before = await asAlice();

    const changed = await server.as().put(`${path}/set?restart=true`, { ...body, options: without });
    const after = await asAlice();
    await server.as().put(`${path}/set?restart=true`, body);

    expect([before, changed.status, after, await asAlice()]).toEqual([200, 200, 403, 200]);
  });

  test('V-72, V-50: never sees the password of the system user, and sends it nowhere else without giving it again', async () => {
    const shown = await server.as().get(`${MODULES}/other_directory`);
    const masked = { ...ldapProperties(slapd), 'ldap.system_user.password': '***' };
    const moved = [
      await change({ ...masked, 'ldap.url': 'ldap://elsewhere.example' }),
      await change({ ...masked, 'ldap.start_tls': 'false', 'ldap.allow_clear_text': 'true' }),
      await change({ ...masked, 'ldap.ca.text': slapd.ca.repeat(2) }),
    ];

    expect(shown.text).not.toContain(systemUser.password);
    expect(moved.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(moved[0]?.text).toContain('stays only with the address it was given for');
    expect((await change({ ...masked, 'ldap.pool_size': '3' })).status).toBe(200);
    const again = { ...masked, 'ldap.url': 'ldap://elsewhere.example' };
    // Who moves a directory has the same password there: given in clear text, it need not be another one.
    for (const password of [systemUser.password, 'another'])
      expect((await change({ ...again, 'ldap.system_user.password': password })).status).toBe(200);
    const back = { ...ldapProperties(slapd), 'ldap.system_user.password': 'another' };
    expect((await change(back)).status).toBe(200);
  });
});

describe('while the directory is down', () => {
  test('F-22: the page says so, nobody’s password was wrong, and the doctor knows why', async () => {
    const doctor = async () => (await gatehouse(['doctor'], { environment: server.environment })).out;
    const before = await doctor();
    await slapd.stop();

    const page = await signIn({ username: 'alice', password: alice });
    expect(page.text).toContain('Sign-in is not available right now');
    expect(before).not.toContain('directory of directory');
    expect(await doctor()).toMatch(/directory of directory.*cannot be reached/su);
    await slapd.run();
    await obtainTokens(staffIssuer, { scope: 'openid user/*.rs' }, new Person(), {
      username: 'alice',
      password: alice,
    });
  });
});
