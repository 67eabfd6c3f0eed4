import { decodeJwt } from 'jose';
import { newPkce, postForm, redemption } from '../support/app.js';
import { answerParameters, errorFacts, handleOf, kindOf, requestUrl, textOf } from '../support/authorization.js';
import { linkOn, Person, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { until } from '../support/server-process.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';
import { giveTotp, type Authenticator } from '../support/totp.js';

const [publicApp] = testClients;
const atOnce = { ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs'] };

let server: TestServer;
let app: Authenticator;

beforeAll(async () => {
  server = await startTestServer({ clients: [...testClients, atOnce] });
});

beforeEach(async () => {
  app = await giveTotp(server, 'amelia');
  await forgetLocks();
});

afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

afterAll(() => server.stop());

const forgetLocks = () => rowsOf(server.databaseUrl, 'delete from sign_in_throttle');
const url = (parameters: Readonly<Record<string, string>> = {}) =>
  requestUrl(server.issuer, { client_id: 'at-once', ...parameters });
const isAsked = (page: Page): boolean => page.text.includes('id="second-factor-form"');

/** A person who has typed her password and is asked for the code. */
async function halfWay(person = new Person(), address = url()): Promise<{ person: Person; page: Page }> {
  return { person, page: await person.signIn(await person.open(address), amelia) };
}

const change = (fields: string) => ({
  topic: 'users:local_security',
  text: `update user_account set ${fields} where username = 'amelia'`,
});

async function sessions(): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(server.databaseUrl, 'select count(*)::int as n from browser_session');
  return row?.n ?? -1;
}

describe('sign-in with an authenticator app', () => {
  test('asks for a code between password and app; the ID token tells both', async () => {
    const pkce = newPkce();
    const { person, page } = await halfWay(new Person(), url({ code_challenge: pkce.challenge }));
    const before = await sessions();

    const answer = await person.submit(page, { code: await app.next() });

    expect(isAsked(page)).toBe(true);
    expect(textOf(page, 'client-name')).toBe(publicApp?.clientName);
    expect(await sessions()).toBe(before + 1);
    const callback = new URL(answer.headers.get('location') ?? '');
    const issued = { code: callback.searchParams.get('code') ?? '', pkce, callback };
    const tokens = await postForm(`${server.issuer}/oauth/token`, redemption(issued, { client_id: 'at-once' }));
    const { id_token } = (await tokens.json()) as { id_token: string };
    expect(decodeJwt(id_token)).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] });
  });

  test('is asked of nobody else', async () => {
    const person = new Person();

    expect(answerParameters(await person.signIn(await person.open(url()), bertha))).toHaveProperty('code');
  });

  test('ruling 5: a wrong code leads back to the page with one text for all that can be wrong', async () => {
    const { person, page } = await halfWay();
    const code = await app.next();
    const wrong = await person.submit(page, { code: '000000' });
    const empty = await person.submit(wrong, { code: '' });
    const recovery = await person.submit(await person.open(linkOn(empty, 'other-code')), { code: 'abcd-efgh-jkmn' });

    const texts = [wrong, empty, recovery].map((one) => textOf(one, 'second-factor-error-text'));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toMatch(/does not count/);
    expect(recovery.text).toContain('Recovery code');
    expect(answerParameters(await person.submit(recovery, { code }))).toHaveProperty('code');
  });

  test('V-57: a code that somebody used is refused to everybody', async () => {
    const code = await app.next();
    const first = await halfWay();
    const second = await halfWay();

    const answers = await Promise.all([first, second].map(({ person, page }) => person.submit(page, { code })));

    expect(answers.map(kindOf).sort()).toEqual(['answer', 'other']);
    expect(answers.filter(isAsked)).toHaveLength(1);
  });

  test('is recorded once it is complete, and a wrong code as a failure of this person', async () => {
    const { person, page } = await halfWay();
    await person.submit(await person.submit(page, { code: '000000' }), { code: await app.next() });

    const records = await rowsOf(
      server.databaseUrl,
      `select outcome, error_code, detail from audit_event where kind = 'SIGN_IN' and username = 'amelia' order by sequence desc limit 2`,
    );
    expect(records).toEqual([
      expect.objectContaining({ outcome: 'success', detail: { secondFactor: 'totp' } }),
      expect.objectContaining({ outcome: 'failure', error_code: 'wrong-code' }),
    ]);
  });
});

describe('between password and code', () => {
  test('V-33: nobody is signed in: the app gets nothing, whatever address is called', async () => {
    const { person, page } = await halfWay();
    const interaction = handleOf(page);
    const answers = [
      await person.open(url()),
      await person.open(`${server.issuer}/oauth/authorize?${new URLSearchParams({ interaction }).toString()}`),
      await person.open(`${server.issuer}/session/management`),
      await person.open(url({ prompt: 'none' })),
    ];

    expect(answers.map((one) => one.text.includes('id="sign-in-form"'))).toEqual([true, true, true, false]);
    expect(answerParameters(answers[3]!)).toMatchObject({ error: 'login_required' });
    const posted = await person.post(`${server.issuer}/oauth/authorize`, {
      ...{ interaction, user_oauth_approval: 'true', 'scope.openid': 'true' },
      _csrf: /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '',
    });
    expect(posted.text).toContain('id="sign-in-form"');
  });

  test('V-34: the cookie is another one after the password and after the code, and a planted one is not adopted', async () => {
    const person = new Person();
    const form = await person.open(url());
    const cookies = [person.cookieHeader];
    const page = await person.signIn(form, amelia);
    cookies.push(person.cookieHeader);
    const thief = new Person();
    for (const cookie of (cookies[0] ?? '').split('; '))
      thief.plant(cookie.slice(0, cookie.indexOf('=')), cookie.slice(cookie.indexOf('=') + 1));
    await person.submit(page, { code: await app.next() });
    cookies.push(person.cookieHeader);
    const own = cookies.map((header) => /gatehouse\.smart_auth=([^;]+)/.exec(header)?.[1]);

    expect(new Set(own).size).toBe(3);
    expect(isAsked(await thief.open(page.url))).toBe(false);
  });

  test('V-34: who signs in again keeps the session id, under new cookies', async () => {
    const { person, page } = await halfWay();
    await person.submit(page, { code: await app.next() });
    const sids = () => rowsOf<{ sid: string }>(server.databaseUrl, 'select sid from browser_session order by sid');
    const before = await sids();

    const again = await person.signIn(await person.open(url({ prompt: 'login' })), amelia);
    const answer = await person.submit(again, { code: await app.next() });

    expect(isAsked(again)).toBe(true);
    expect(answerParameters(answer)).toHaveProperty('code');
    expect(await sids()).toEqual(before);
  });

  test('V-32: the form is good for one sign-in: sent again, in this browser and in another, it is an error page', async () => {
    const { person, page } = await halfWay();
    await person.submit(page, { code: await app.next() });

    const again = await person.submit(page, { code: await app.next() });
    const elsewhere = await new Person().submit(page, { code: app.at(0) });

    expect([again, elsewhere].map((one) => errorFacts(one).status)).toEqual([403, 403]);
  });

  test('V-32: of several right codes at a time one starts a session', async () => {
    const { person, page } = await halfWay();
    const before = await sessions();
    const code = await app.next();

    // No more than a sign-in has attempts: beyond them it ends (V-59), whoever is first.
    const answers = await Promise.all(Array.from({ length: 5 }, () => person.submit(page, { code })));

    expect(answers.filter((one) => one.headers.has('location'))).not.toHaveLength(0);
    expect(await sessions()).toBe(before + 1);
  });

  test('V-59: more than five wrong codes end it: the password is asked for again, and a right code is worth nothing', async () => {
    const { person, page } = await halfWay();
    let last = page;
    for (let time = 0; time < 5; time++) last = await person.submit(last, { code: '000000' });
    const fifth = last;
    last = await person.submit(last, { code: '000000' });
    const after = await person.submit(fifth, { code: await app.next() });

    expect(isAsked(fifth)).toBe(true);
    for (const one of [last, after]) expect(textOf(one, 'sign-in-error-text')).toMatch(/sign in again/);
  });

  test('V-59: failures are counted over sign-ins: after ten the right code is not looked at', async () => {
    for (let attempt = 0; attempt < 2; attempt++) {
      const { person, page } = await halfWay();
      for (let time = 0, last = page; time < 5; time++) last = await person.submit(last, { code: '000000' });
    }

    const { person, page } = await halfWay();

    expect(isAsked(await person.submit(page, { code: await app.next() }))).toBe(true);
  });

  test.each([
    { name: 'locked', field: 'account_locked = true, security_version = security_version + 1' },
    { name: 'disabled', field: 'account_disabled = true, security_version = security_version + 1' },
    { name: 'given another password', field: 'security_version = security_version + 1' },
  ])('V-54: an account that is $name meanwhile has to start over', async ({ field }) => {
    const { person, page } = await halfWay();
    const observer = await halfWay();
    await changeElsewhere(server.databaseUrl, change(field));
    await until(async () => !isAsked(await observer.person.open(observer.page.url)));

    const answer = await person.submit(page, { code: await app.next() });

    expect(answer.text).toContain('id="sign-in-form"');
    await changeElsewhere(server.databaseUrl, change('account_locked = false, account_disabled = false'));
    expect(await until(async () => isAsked((await halfWay()).page))).toBe(true);
  });

  test('takes ten minutes at most', async () => {
    const { person, page } = await halfWay();
    for (let step = 0; step < 21; step++) await app.next();

    expect((await person.submit(page, { code: app.at(0) })).text).toContain('id="sign-in-form"');
  });

  test('cancelling leads back to the sign-in for the same app, and ends what was proved', async () => {
    const { person, page } = await halfWay();

    const form = await person.submit(page, { cancel: 'true', code: '' });

    expect(isAsked(await person.open(page.url))).toBe(false);
    expect(answerParameters(await person.signIn(form, bertha))).toHaveProperty('code');
  });

  describe('of a person who was signed in already', () => {
    const sids = async () => {
      const rows = await rowsOf<{ sid: string }>(server.databaseUrl, 'select sid from browser_session order by sid');
      return rows.map(({ sid }) => sid);
    };

    /** Signed in with a code, and asked for another one by an app that wants a new sign-in. */
    async function again() {
      const others = await sids();
      const { person, page } = await halfWay();
      await person.submit(page, { code: await app.next() });
      const cookie = person.cookieHeader;
      const all = await sids();
      const before = { cookie, all, sid: all.find((one) => !others.includes(one)) };
      return { before, ...(await halfWay(person, url({ prompt: 'login' }))) };
    }

    test('V-34: cancelling leads back to the session, under a new cookie', async () => {
      const { person, page, before } = await again();
      const form = await person.submit(page, { cancel: 'true', code: '' });
      const thief = new Person();
      const [, stolen = ''] = /gatehouse\.smart_auth=([^;]+)/.exec(before.cookie) ?? [];
      thief.plant('gatehouse.smart_auth', stolen);

      expect(form.text).toContain('id="sign-in-form"');
      expect(answerParameters(await person.open(url()))).toHaveProperty('code');
      expect(await sids()).toEqual(before.all);
      expect((await thief.open(url())).text).toContain('id="sign-in-form"');
      expect(answerParameters(await person.signIn(await person.open(url({ prompt: 'login' })), bertha))).toHaveProperty(
        'code',
      );
      expect(await sids()).not.toContain(before.sid);
    });

    test('V-59: too many wrong codes end the session, too, and that is on record', async () => {
      const { person, page, before } = await again();
      let last = page;
      for (let time = 0; time < 6; time++) last = await person.submit(last, { code: '000000' });

      expect(textOf(last, 'sign-in-error-text')).toMatch(/sign in again/);
      expect(await sids()).not.toContain(before.sid);
      expect(
        await rowsOf(
          server.databaseUrl,
          `select detail from audit_event where kind = 'SIGN_OUT' order by sequence desc limit 1`,
        ),
      ).toEqual([{ detail: { sid: before.sid, reason: 'wrong-codes' } }]);
    });

    test('V-34: who types the password once more keeps the session id', async () => {
      const { person, before } = await again();
      const { page } = await halfWay(person, url({ prompt: 'login' }));
      const answer = await person.submit(page, { code: await app.next() });

      expect(answerParameters(answer)).toHaveProperty('code');
      expect(await sids()).toEqual(before.all);
    });
  });

  test('V-66: a form from elsewhere is refused', async () => {
    const { person, page } = await halfWay();

    const forged = await person.submit(page, { code: await app.next(), _csrf: 'x' });
    const foreign = await person.submit(page, { code: app.at(0) }, { origin: 'https://evil.example' });

    expect([forged, foreign].map((one) => errorFacts(one).status)).toEqual([403, 403]);
  });
});
