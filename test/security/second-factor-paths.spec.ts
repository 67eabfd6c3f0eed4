import { obtainCode, postForm, redemption } from '../support/app.js';
import { administrator, root, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { requestUrl } from '../support/authorization.js';
import { Person } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { until } from '../support/server-process.js';
import { testClients } from '../support/test-clients.js';
import { giveTotp } from '../support/totp.js';

const [publicApp] = testClients;
const oldApp = { ...publicApp, clientId: 'old-app', allowedGrantTypes: ['PASSWORD'] };
const users = ['adam', 'berta', 'carl', 'dora', 'emma'].map((name) =>
  administrator(name, ['VIEW_USERS', 'UPDATE_USER']),
);
const [adam, berta, carl, dora, emma] = users as [Account, Account, Account, Account, Account];
const robot = { ...administrator('robot', ['VIEW_USERS']), serviceAccount: true };
const helper = administrator('helper', ['VIEW_USERS', 'UPDATE_USER']);
type Account = ReturnType<typeof administrator>;
type Tokens = Readonly<Record<'refresh_token' | 'error' | 'error_description', string>>;

let server: AdminServer;
let lenient: AdminServer;

beforeAll(async () => {
  const settings = ['module.smart_auth.config.password_grant.enabled=true'];
  const all = { clients: [...testClients, oldApp], users: [...users, robot, helper], properties: settings };
  server = await startAdminServer(all);
  const switchedOn = [...settings, 'module.local_security.config.tfa.programs_by_password_alone=true'];
  lenient = await startAdminServer({ ...all, properties: switchedOn, databaseUrl: server.databaseUrl });
});

afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

afterAll(async () => {
  await lenient.stop();
  await server.stop();
});

const USERS = '/user-management/Master/local_security';

async function pidOf({ username }: { username: string }): Promise<number> {
  const rows = await rowsOf<{ pid: number }>(
    server.databaseUrl,
    'select pid::float8 from user_account where username = $1',
    [username],
  );
  return rows[0]?.pid ?? 0;
}

const statusAt = async (at: AdminServer, who: Account) => (await at.as(who).get(USERS)).status;

async function passwordGrant(at: AdminServer, { username, password }: Account) {
  const fields = { grant_type: 'password', client_id: 'old-app', scope: 'openid', username, password };
  const answer = await postForm(`${at.issuer}/oauth/token`, fields);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('V-54, A-19: paths on which nobody can be asked for a code', () => {
  test('let a password in alone until there is a second factor, and then no more, whatever was remembered', async () => {
    expect([await statusAt(server, adam), (await passwordGrant(server, adam)).status]).toEqual([200, 200]);

    await giveTotp(server, 'adam');
    await until(async () => (await statusAt(server, adam)) === 401);

    const basic = await server.as(adam).get(USERS);
    const grant = await passwordGrant(server, adam);
    expect(basic.status).toBe(401);
    expect(JSON.stringify(basic.body)).toContain('second factor');
    expect(grant).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(grant.body.error_description).toContain('second factor');
    const [record] = await rowsOf<{ error_code: string }>(
      server.databaseUrl,
      `select error_code from audit_event where kind = 'SIGN_IN' and username = 'adam' and outcome = 'failure' order by sequence desc limit 1`,
    );
    expect(record?.error_code).toBe('second-factor');
  });

  test('V-55, V-56: a wrong password is told from nothing, and a right one locks nobody out', async () => {
    await giveTotp(server, 'berta');
    await until(async () => (await statusAt(server, berta)) === 401);
    const wrong = await server.as({ ...berta, password: 'wrong' }).get(USERS);
    for (let time = 0; time < 7; time++) await passwordGrant(server, berta);

    expect(JSON.stringify(wrong.body)).not.toContain('second factor');
    const person = new Person();
    const page = await person.signIn(await person.open(requestUrl(server.issuer)), berta);
    expect(page.text).toContain('id="second-factor-form"');
  });

  test('tfa.programs_by_password_alone lets them in', async () => {
    await giveTotp(server, 'carl');
    await until(async () => (await statusAt(server, carl)) === 401);

    expect([await statusAt(lenient, carl), (await passwordGrant(lenient, carl)).status]).toEqual([200, 200]);
  });
});

describe('V-33, A-19: tokens that come without a page', () => {
  test('end when a second factor is demanded of the person whose sign-in had none', async () => {
    const wish = { client_id: 'public-app', scope: 'openid offline_access' };
    const issued = await obtainCode(server.issuer, wish, new Person(), emma);
    const first = (await (await postForm(`${server.issuer}/oauth/token`, redemption(issued))).json()) as Tokens;
    const refreshed = async (token: string) => {
      const fields = { grant_type: 'refresh_token', refresh_token: token, client_id: 'public-app' };
      const answer = await postForm(`${server.issuer}/oauth/token`, fields);
      return { status: answer.status, body: (await answer.json()) as Tokens };
    };
    const before = await refreshed(first.refresh_token);
    const path = `${USERS}/${String(await pidOf(emma))}`;
    await server.as().put(path, { ...(await server.as().get(path)).body, secondFactorRequired: true });
    const after = await refreshed(before.body.refresh_token);
    await server.as().put(path, { ...(await server.as().get(path)).body, secondFactorRequired: false });

    expect([before.status, after.status]).toEqual([200, 400]);
    expect(after.body).toMatchObject({
      error: 'invalid_grant',
      error_description: expect.stringContaining('second factor') as string,
    });
  });
});

describe('administrators', () => {
  const json = async (who: { username: string }) =>
    (await server.as().get(`${USERS}/${String(await pidOf(who))}`)).body;

  test('reference 18.2: see whether there is one; NO_KEY_DEFINED is the word of the product', async () => {
    const none = (await json(dora)).twoFactorAuthStatus;
    await rowsOf(
      server.databaseUrl,
      `insert into totp_enrolment select $1, 'b', 'k', 's', null, gatehouse_now() + interval '1 minute'`,
      [await pidOf(dora)],
    );
    const pending = (await json(dora)).twoFactorAuthStatus;
    await giveTotp(server, 'dora');

    expect([none, pending, (await json(dora)).twoFactorAuthStatus]).toEqual([
      'NO_KEY_DEFINED',
      'KEY_PENDING',
      'KEY_ACTIVE',
    ]);
  });

  test('take it away from somebody who has lost it: sessions end, a password is enough again; it is on record', async () => {
    const app = await giveTotp(server, 'dora');
    const person = new Person();
    const page = await person.signIn(await person.open(requestUrl(server.issuer)), dora);
    await person.submit(page, { code: await app.next() });
    const pid = await pidOf(dora);

    const answer = await server.as().delete(`${USERS}/${String(pid)}/second-factor`);

    expect(answer.status).toBe(204);
    expect((await json(dora)).twoFactorAuthStatus).toBe('NO_KEY_DEFINED');
    expect(await statusAt(server, dora)).toBe(200);
    const left = await rowsOf(server.databaseUrl, 'select from browser_session where user_pid = $1', [pid]);
    expect(left).toHaveLength(0);
    const [record] = await rowsOf<{ detail: object }>(
      server.databaseUrl,
      `select detail from audit_event where kind = 'USER_CHANGE' and user_pid = $1 order by sequence desc limit 1`,
      [pid],
    );
    expect(record?.detail).toMatchObject({ fields: ['twoFactorAuthStatus'], endedSessions: 1 });
  });

  test('V-100: not from somebody who may do more; that is on record, too', async () => {
    const answer = await server.as(helper).delete(`${USERS}/${String(await pidOf(root))}/second-factor`);

    expect(answer.status).toBe(403);
    const [record] = await rowsOf<{ outcome: string }>(
      server.databaseUrl,
      `select outcome from audit_event where kind = 'USER_CHANGE' and username = 'root' order by sequence desc limit 1`,
    );
    expect(record?.outcome).toBe('failure');
  });

  test('demand one of a person, until they say otherwise; of a program nothing can be demanded', async () => {
    for (const who of [helper, robot]) {
      const path = `${USERS}/${String(await pidOf(who))}`;
      const before = (await server.as().get(path)).body;
      await server.as().put(path, { ...before, secondFactorRequired: true });
      await server.as().put(path, before);
    }

    expect(await json(helper)).toMatchObject({ secondFactorRequired: true });
    expect([await statusAt(server, helper), await statusAt(server, robot)]).toEqual([401, 200]);
    await server
      .as()
      .put(`${USERS}/${String(await pidOf(helper))}`, { ...(await json(helper)), secondFactorRequired: false });
    expect(await json(helper)).not.toHaveProperty('secondFactorRequired');
    expect(await statusAt(server, helper)).toBe(200);
  });
});
