import { obtainCode, postForm, redemption } from '../support/app.js';
import { kindOf, requestUrl } from '../support/authorization.js';
import { introspect, refresh, tokensFor } from '../support/endpoint-calls.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const [publicApp] = testClients;
const clients = [...testClients, { ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs'] }];
const OWN = { 'sec-fetch-site': 'same-origin' };
const MINUTE = 60;
const allowed = [{ permission: 'ROLE_FHIR_CLIENT' }, { permission: 'CHANGE_OWN_PASSWORD' }];
const person = (username: string, authorities: readonly object[] = allowed) => ({
  ...{ username, password: `the password of ${username}`, email: `${username}@clinic.example`, authorities },
  ...{ familyName: 'Testperson', givenName: 'Vera', defaultLaunchContexts: amelia.defaultLaunchContexts },
});
const names = ['ada', 'ben', 'cleo', 'dora', 'emil', 'finn', 'gert', 'hugo', 'iris', 'jack'] as const;
const root = person('root', [{ permission: 'ROLE_SUPERUSER' }]);

let server: TestServer;
let secondsAhead = 0;
const clock = { now: () => new Date(performance.timeOrigin + performance.now() + secondsAhead * 1_000) };

beforeAll(async () => {
  server = await startTestServer({ clients, clock, users: [amelia, root, ...names.map((name) => person(name))] });
});
afterEach(async () => {
  await travel(0);
  await rowsOf(server.databaseUrl, 'delete from sign_in_throttle');
});
afterAll(() => server.stop());

async function travel(seconds: number): Promise<void> {
  secondsAhead = seconds;
  await moveDatabaseClock(server.databaseUrl, seconds);
}

const address = (path = ''): string => `${server.issuer}/account${path}`;
const passwordOf = (name: string): string => `the password of ${name}`;

async function opened(username: string, own = new Person()): Promise<{ own: Person; page: Page }> {
  const signIn = await own.open(address());
  return { own, page: await own.signIn(signIn, { username, password: passwordOf(username) }) };
}

interface Wish {
  readonly current_password?: string;
  readonly new_password?: string;
  readonly repeated_password?: string;
}

/** Sends the form as the page has it. */
function send(own: Person, page: Page, wish: Wish, headers: Record<string, string> = OWN): Promise<Page> {
  const again = wish.new_password === undefined ? {} : { repeated_password: wish.new_password };
  return own.post(address('/password'), { ...hiddenFields(page), ...again, ...wish }, headers);
}

async function isLetIn(username: string, password: string, own = new Person()): Promise<boolean> {
  const form = await own.open(requestUrl(server.issuer, { client_id: 'at-once', prompt: 'login' }));
  return kindOf(await own.signIn(form, { username, password })) === 'answer';
}

describe('the page of the account', () => {
  test('asks who is not signed in to sign in, says what for, and leads back', async () => {
    const own = new Person();

    const signIn = await own.open(address());
    const page = await own.signIn(signIn, person('ada'));

    expect(signIn.text).toContain('your account');
    expect(page.url).toBe(address());
    expect(page.text).toContain('Vera Testperson');
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  test('leads to the connected apps, and they lead back', async () => {
    const { own, page } = await opened('ada');
    const apps = await own.open(`${server.issuer}/session/management`);

    expect(page.text).toContain('href="/session/management"');
    expect(apps.text).toContain('href="/account"');
  });

  test('is for those who have signed in not long ago; a form opened in time may take longer', async () => {
    const { own, page } = await opened('ben');
    await travel(16 * MINUTE);
    const again = await own.open(address());
    const sent = await send(own, page, { current_password: passwordOf('ben'), new_password: 'short' });
    await travel(31 * MINUTE);
    const late = await send(own, page, { current_password: passwordOf('ben'), new_password: 'a kettle of herons' });

    expect(again.url).toContain('/signin?interaction=page.account');
    expect(sent.text).toContain('This cannot be the new password.');
    expect(late.url).toContain('/signin?interaction=page.account');
    expect(await isLetIn('ben', passwordOf('ben'))).toBe(true);
  });

  test.each([
    { name: 'a person without the permission', username: 'amelia', password: amelia.password },
    { name: 'a superuser, whose role has it', username: 'root', password: passwordOf('root'), offers: true },
  ])('A-22: CHANGE_OWN_PASSWORD decides who may: $name', async ({ username, password, offers = false }) => {
    const own = new Person();
    const page = await own.signIn(await own.open(address()), { username, password });
    const answer = await send(own, page, { current_password: password, new_password: 'x' });

    expect(page.text.includes('id="password-form"')).toBe(offers);
    expect(page.text.includes('You cannot change your password here')).toBe(!offers);
    expect(answer.status).toBe(offers ? 200 : 403);
  });
});

describe('a new password', () => {
  test('V-28, V-52, A-24: ends everything that was there before, and this browser goes on', async () => {
    const other = (await opened('cleo')).own;
    const credentials = { username: 'cleo', password: passwordOf('cleo') };
    const tokens = await tokensFor(server.issuer, { scope: 'openid patient/*.rs offline_access', credentials });
    const code = await obtainCode(server.issuer, {}, new Person(), credentials);
    const { own, page } = await opened('cleo');
    const before = own.cookieHeader;

    const answer = await send(own, page, { current_password: passwordOf('cleo'), new_password: 'a kettle of herons' });

    expect(answer.url).toBe(address('?done=password-changed'));
    expect(answer.text).toContain('Your password is changed.');
    expect(own.cookieHeader).not.toBe(before);
    expect((await other.open(address())).url).toContain('/signin');
    expect((await introspect(server.issuer, tokens.access_token)).body['active']).toBe(false);
    expect((await refresh(server.issuer, tokens.refresh_token)).status).toBe(400);
    expect((await postForm(`${server.issuer}/oauth/token`, redemption(code))).status).toBe(400);
    expect(await isLetIn('cleo', passwordOf('cleo'))).toBe(false);
    expect(await isLetIn('cleo', 'a kettle of herons')).toBe(true);
  });

  test('V-55: leaves this browser the only known one', async () => {
    const elsewhere = (await opened('dora')).own;
    const { own, page } = await opened('dora');
    await send(own, page, { current_password: passwordOf('dora'), new_password: 'a kettle of herons' });
    for (let turn = 0; turn < 5; turn++) await isLetIn('dora', `guess ${turn}`);

    expect(await isLetIn('dora', 'a kettle of herons', elsewhere)).toBe(false);
    expect(await isLetIn('dora', 'a kettle of herons', own)).toBe(true);
  });

  test('is on record, without either password', async () => {
    const { own, page } = await opened('emil');
    await send(own, page, { current_password: 'not my password', new_password: 'a kettle of herons' });
    await send(own, page, { current_password: passwordOf('emil'), new_password: 'a kettle of herons' });

    const rows = await rowsOf<{ kind: string; outcome: string; error_code: string | null; text: string }>(
      server.databaseUrl,
      `select kind, outcome, error_code, audit_event::text as text from audit_event where username = 'emil' order by kind, outcome`,
    );
    expect(rows.map(({ kind, outcome, error_code }) => [kind, outcome, error_code])).toEqual([
      ['SIGN_IN', 'failure', 'wrong-password'],
      ['SIGN_IN', 'success', null],
      ['SIGN_IN', 'success', null],
      ['USER_CHANGE', 'success', null],
    ]);
    expect(rows.map(({ text }) => text).join()).not.toMatch(/kettle|not my password|the password of/);
  });

  test.each([
    { name: 'too short', new_password: 'seven77', says: 'At least 8 characters.' },
    { name: 'empty', new_password: '', says: 'Enter a new password' },
    { name: 'longer than any', new_password: 'x'.repeat(1_025), says: 'Enter a new password' },
    { name: 'common', new_password: 'Password123!', says: 'Many people use this password' },
    { name: 'a name of theirs', new_password: 'Testperson-77', says: 'your name or e-mail address' },
    { name: 'a name of the place', new_password: 'Gatehouse1', says: 'the name of this place' },
    { name: 'a sequence', new_password: '0987654321', says: 'a sequence' },
    { name: 'the one they have', new_password: passwordOf('finn'), says: 'is the one you have' },
    { name: 'repeated otherwise', new_password: 'a kettle of herons', repeated_password: 'a', says: 'not the same' },
  ])('A-16: is refused with what to change, and no chance is used up: $name', async ({ says, name: _, ...wish }) => {
    const { own, page } = await opened('finn');

    const answer = await send(own, page, { current_password: passwordOf('finn'), ...wish });

    expect(answer.status).toBe(200);
    expect(answer.text).toContain(says);
    expect(answer.text).toContain('Nothing was changed.');
    expect(await rowsOf(server.databaseUrl, 'select 1 from sign_in_throttle')).toEqual([]);
    expect(await isLetIn('finn', passwordOf('finn'))).toBe(true);
  });

  test.each(['  leading and trailing  ', "#{env['HOME']}"])(
    'A-16, V-60: any other is taken as it is: %j',
    async (password) => {
      const { own, page } = await opened('hugo');
      await send(own, page, { current_password: passwordOf('hugo'), new_password: password });
      const [short, exact] = [await isLetIn('hugo', password.slice(0, -1)), await isLetIn('hugo', password, own)];
      const again = await own.open(address());
      await send(own, again, { current_password: password, new_password: passwordOf('hugo') });

      expect([short, exact]).toEqual([false, true]);
      expect(await isLetIn('hugo', passwordOf('hugo'))).toBe(true);
    },
  );
});

describe('who guesses the current password at an open browser', () => {
  test('V-54, R-10: has as many guesses as anywhere, and then the right one is refused, too', async () => {
    const { own, page } = await opened('gert');
    for (let turn = 0; turn < 5; turn++)
      await send(own, page, { current_password: `guess ${turn}`, new_password: 'a kettle of herons' });

    const answer = await send(own, page, { current_password: passwordOf('gert'), new_password: 'a kettle of herons' });

    expect(answer.text).toContain('Your current password is not correct, or cannot be checked right now.');
    expect(await isLetIn('gert', passwordOf('gert'), own)).toBe(false);
  });

  test('V-61: a password of 20 KB is refused without a hash', async () => {
    const { own, page } = await opened('iris');
    const long = 'p'.repeat(20_000);
    const answer = await send(own, page, { current_password: long, new_password: 'a kettle of herons' });

    expect(answer.text).toContain('Your current password is not correct');
    expect(await rowsOf(server.databaseUrl, 'select 1 from sign_in_throttle')).toEqual([]);
  });

  test.each([
    { name: 'no token', fields: { _csrf: '' }, headers: OWN },
    { name: "another browser's token", fields: { _csrf: 'x.y.z' }, headers: OWN },
    { name: 'a foreign page', fields: {}, headers: { 'sec-fetch-site': 'cross-site' } },
    { name: 'a foreign origin', fields: {}, headers: { origin: 'https://evil.test' } },
  ])('V-66: a forged form does nothing: $name', async ({ fields, headers }) => {
    const { own, page } = await opened('iris');
    const wish = { current_password: passwordOf('iris'), new_password: 'a kettle of herons', ...fields };

    const answer = await send(own, page, wish, headers);

    expect(answer.status).toBe(403);
    expect(await isLetIn('iris', passwordOf('iris'))).toBe(true);
  });

  test.each(['account_locked', 'account_disabled'])('V-28, V-54: %s shuts the page within a second', async (column) => {
    const { own, page } = await opened('jack');
    const topic = 'users:local_security';
    const text = `update user_account set ${column} = $1 where username = 'jack'`;
    const set = (value: boolean) => changeElsewhere(server.databaseUrl, { topic, text, values: [value] });
    const isShut = async (): Promise<boolean> => (await own.open(address())).url.includes('/signin');
    const changed = performance.now();
    await set(true);
    while (!(await isShut()) && performance.now() - changed < 1_000);

    const wish = { current_password: passwordOf('jack'), new_password: 'a kettle of herons' };
    const answers = [await own.open(address()), await send(own, page, wish)];
    await set(false);

    expect(answers.map(({ url }) => url.includes('/signin'))).toEqual([true, true]);
    expect(await isLetIn('jack', passwordOf('jack'))).toBe(true);
  });
});
