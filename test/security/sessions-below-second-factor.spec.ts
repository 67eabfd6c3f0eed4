import { requestUrl, textOf } from '../support/authorization.js';
import { introspect, tokensFor } from '../support/endpoint-calls.js';
import { MailServer } from '../support/mail-server.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { until } from '../support/server-process.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';
import { appOn, giveTotp } from '../support/totp.js';

const [publicApp] = testClients;
const atOnce = { ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs'] };
const own = ['CHANGE_OWN_TFA_KEY', 'CHANGE_OWN_PASSWORD'].map((permission) => ({ permission }));
const owner = (username: string) => ({
  ...{ ...amelia, username, email: `${username}@clinic.example` },
  ...{ password: `the password of ${username}`, authorities: [...amelia.authorities, ...own] },
});
const people = ['ada', 'ben', 'cleo', 'dora', 'emil', 'finn'].map(owner);
const [ada, ben, cleo, dora, emil, finn] = people as [Owner, Owner, Owner, Owner, Owner, Owner];
type Owner = ReturnType<typeof owner>;

const OWN = { 'sec-fetch-site': 'same-origin' };
/** Where the second part of a sign-in is sent; the account's page has a form of the same id. */
const ASKED = 'action="/signin/second-factor"';
const NEW = 'a kettle of herons';
const PAGES = ['/account', '/account/second-factor', '/session/management'];

let secondsAhead = 0;
const clock = { now: () => new Date(performance.timeOrigin + performance.now() + secondsAhead * 1_000) };
let mails: MailServer;
let server: TestServer;

beforeAll(async () => {
  mails = await MailServer.start();
  server = await startTestServer({
    clients: [...testClients, atOnce],
    users: people.map((each) => (each === dora ? { ...dora, secondFactorRequired: true } : each)),
    clock,
    properties: mails.properties,
  });
});

afterEach(async () => {
  secondsAhead = 0;
  await moveDatabaseClock(server.databaseUrl, 0);
});

afterAll(async () => {
  await server.stop();
  await mails.stop();
});

const url = (path: string): string => server.issuer + path;

async function signedInAt(path: string, who: Owner): Promise<{ person: Person; page: Page }> {
  const person = new Person();
  return { person, page: await person.signIn(await person.open(url(path)), who) };
}

const sessionsOf = ({ username }: Owner) =>
  rowsOf<{ amr: string[]; auth_time: Date; sid: string }>(
    server.databaseUrl,
    `select amr, auth_time, sid from browser_session s join user_account u on u.pid = s.user_pid where u.username = $1`,
    [username],
  );

const changePassword = (person: Person, page: Page, { password }: Owner): Promise<Page> =>
  person.post(
    url('/account/password'),
    { ...hiddenFields(page), current_password: password, new_password: NEW, repeated_password: NEW },
    OWN,
  );

describe('A-19, V-33, V-54: a session of a password alone, once the account has a second factor', () => {
  test('leads to the second step at its next use, on every page; with a code it goes on', async () => {
    const { person, page: before } = await signedInAt('/account', ada);
    const app = await giveTotp(server, 'ada');
    await until(async () => (await person.open(url('/account'))).text.includes(ASKED));

    const pages = [];
    for (const path of PAGES) pages.push(await person.open(url(path)));
    pages.push(await person.open(requestUrl(server.issuer, { client_id: 'at-once' })));
    pages.push(await changePassword(person, before, ada));
    const silent = await person.open(requestUrl(server.issuer, { client_id: 'at-once', prompt: 'none' }));

    for (const page of pages) expect(page.text).toContain(ASKED);
    expect(silent.headers.get('location')).toContain('error=login_required');
    expect((await signedInAt('/account', ada)).page.text).toContain(ASKED);
    const [session] = await sessionsOf(ada);
    const account = await person.submit(await person.open(url('/account')), { code: await app.next() });
    expect(account.url).toBe(url('/account'));
    expect(account.text).toContain('id="codes-left"');
    expect(await sessionsOf(ada)).toEqual([{ ...session, amr: ['pwd', 'otp', 'mfa'] }]);
  });

  test('does not get a fresh one, worth more or longer, by another password', async () => {
    const { person, page } = await signedInAt('/account', ben);
    const [before] = await sessionsOf(ben);

    const changed = await changePassword(person, page, ben);
    const after = await sessionsOf(ben);
    const app = await giveTotp(server, 'ben');
    await until(async () => (await person.open(url('/account'))).text.includes(ASKED));
    const asked = await person.open(url('/account'));
    const account = await person.submit(asked, { code: await app.next() });
    const again = await changePassword(person, account, { ...ben, password: NEW });
    await rowsOf(server.databaseUrl, `update browser_session set last_proof_at = last_proof_at - interval '6 minutes'`);
    const other = await person.post(
      url('/account/password'),
      { ...hiddenFields(account), current_password: NEW, new_password: ben.password, repeated_password: ben.password },
      OWN,
    );

    expect(changed.text).toContain('Your password is changed.');
    expect(after.map(({ amr, auth_time }) => ({ amr, auth_time }))).toEqual([
      { amr: ['pwd'], auth_time: before?.auth_time },
    ]);
    expect(again.text).toContain('is the one you have');
    expect(other.text).toContain('Your password is changed.');
    // Nor is a password a proof of the second factor.
    expect((await person.open(url('/account/second-factor'))).text).toContain('Prove that it is you');
    expect((await mails.next(ben.email, 'Your password was changed')).text).toContain('of ben');
    expect((await sessionsOf(ben)).map(({ amr, auth_time }) => ({ amr, auth_time }))).toEqual([
      { amr: ['pwd', 'otp', 'mfa'], auth_time: before?.auth_time },
    ]);
  });
});

const CHANGED = 'The second step of your sign-in was changed';

describe('A-19, V-33: a change of the second factor', () => {
  test('ends the sessions that others have, goes on in this browser, and is told to the owner', async () => {
    const thief = await signedInAt('/account', cleo);
    const { access_token: token } = await tokensFor(server.issuer, {
      ...{ scope: 'openid patient/*.rs online_access', credentials: cleo },
    });
    const { person } = await signedInAt('/account', cleo);
    const page = await person.open(url('/account/second-factor'));
    const code = await appOn(page, server.databaseUrl).next();

    const codes = await person.submit(page, { code, current_password: cleo.password });

    expect(codes.text).toContain('id="recovery-codes"');
    const { text } = await mails.next(cleo.email, CHANGED);
    expect(text).toMatch(/authenticator app was set up for the account cleo/);
    expect(text).toContain(
      `may keep it, also while you are signed out. See which they are at ${url('/session/management')}`,
    );
    expect(text).toContain('choose another one: that takes the access away from all apps');
    expect((await thief.person.open(url('/account'))).text).toContain('id="sign-in-form"');
    expect((await sessionsOf(cleo)).map(({ amr }) => amr)).toEqual([['pwd', 'otp', 'mfa']]);
    expect((await introspect(server.issuer, token)).body['active']).toBe(false);
    const account = await person.open(url('/account'));
    const removal = { ...hiddenFields(account), do: 'remove' };
    const removed = await person.post(url('/account/second-factor/change'), removal, OWN);
    expect(removed.text).toContain('The second step is removed');
    expect((await mails.next(cleo.email, CHANGED)).text).toMatch(/authenticator app was removed/);
    const records = await rowsOf<{ detail: object }>(
      server.databaseUrl,
      `select detail from audit_event where kind = 'SECOND_FACTOR_CHANGE' and username = 'cleo' order by sequence`,
    );
    expect(records.map(({ detail }) => detail)).toMatchObject([
      { change: 'enrolled', endedSessions: 2 },
      { change: 'removed', endedSessions: 0 },
    ]);
  });

  test('on the way of a sign-in, too, where one is demanded', async () => {
    const { person, page } = await signedInAt('/account', dora);

    const codes = await person.submit(page, { code: await appOn(page, server.databaseUrl).next() });

    expect(codes.text).toContain('id="recovery-codes"');
    expect((await mails.next(dora.email, CHANGED)).text).toMatch(/set up for the account dora/);
    expect(await sessionsOf(dora)).toHaveLength(1);
    const [code = ''] =
      /[a-z0-9]{4}(?:-[a-z0-9]{4}){2}/.exec(codes.text.slice(codes.text.indexOf('recovery-codes'))) ?? [];
    const second = await signedInAt('/account', dora);
    await second.person.submit(second.page, { code });
    expect((await mails.next(dora.email, 'A recovery code was used')).text).toMatch(
      /account dora was used.*; 9 are left/,
    );
  });
});

describe('A-19, V-33: the first second factor', () => {
  const setUp = (person: Person) => person.open(url('/account/second-factor'));

  test('takes the password again, which counts as a sign-in does', async () => {
    const { person } = await signedInAt('/account', emil);
    const page = await setUp(person);
    const code = await appOn(page, server.databaseUrl).next();

    const without = await person.submit(page, { code });
    const wrong = await person.submit(page, { code, current_password: 'a guess' });
    const right = await person.submit(page, { code, current_password: emil.password });

    expect(page.text).toContain('id="current-password"');
    for (const each of [without, wrong])
      expect(textOf(each, 'enrolment-error-text')).toContain('password is not correct');
    expect(right.text).toContain('id="recovery-codes"');
    const records = await rowsOf<{ error_code: string; detail: object }>(
      server.databaseUrl,
      `select error_code, detail from audit_event where username = 'emil' and outcome = 'failure'`,
    );
    const detail = { purpose: 'change-second-factor' };
    expect(records).toMatchObject(
      ['unusable-password', 'wrong-password'].map((error_code) => ({ error_code, detail })),
    );
    expect((await setUp(person)).text).not.toContain('id="current-password"');
  });

  test('takes a sign-in of the last minutes of who has no password here', async () => {
    const { person } = await signedInAt('/account', finn);
    await changeElsewhere(server.databaseUrl, {
      topic: 'users:local_security',
      text: `update user_account set external = true where username = $1`,
      values: ['finn'],
    });
    const page = await setUp(person);
    const app = appOn(page, server.databaseUrl);
    secondsAhead = 6 * 60;

    const late = await setUp(person);
    const confirmed = await person.submit(page, { code: await app.next() });

    expect(page.text).not.toContain('id="current-password"');
    expect(late.url).toContain('/signin?interaction=page.account');
    expect(confirmed.text).toContain('id="recovery-codes"');
  });
});
