import { decodeJwt } from 'jose';
import type { Clock } from '#protocol/clock';
import { newPkce, postForm, redemption } from '../support/app.js';
import {
  answerOf,
  answerParameters,
  errorFacts,
  handleOf,
  kindOf,
  openSignedIn,
  requestUrl,
  textOf,
  type RequestParameters,
} from '../support/authorization.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';
import { wardModule } from '../support/ward-module.js';

const MINUTE = 60;
const HOUR = 3_600;
const WRONG = { username: 'amelia', password: 'not her password' };

const [publicApp] = testClients;
const atOnce = { ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs'] };
const nameless = { ...publicApp, clientId: 'nameless-app', clientName: '' };

let server: TestServer;
let secondsAhead = 0;
const clock: Clock = { now: () => new Date(performance.timeOrigin + performance.now() + secondsAhead * 1_000) };

beforeAll(async () => {
  const properties = [...wardModule, 'module.ward.config.new_session_for_each_flow=true'];
  server = await startTestServer({ clients: [...testClients, atOnce, nameless], clock, properties });
});

afterEach(() => travel(0));

afterAll(() => server.stop());

/** Both clocks go ahead of the true time. */
async function travel(seconds: number): Promise<void> {
  secondsAhead = seconds;
  await moveDatabaseClock(server.databaseUrl, seconds);
}

function url(parameters: RequestParameters = {}): string {
  return requestUrl(server.issuer, { client_id: 'at-once', ...parameters });
}

async function signedIn(credentials: { username: string; password: string } = amelia): Promise<Person> {
  const person = new Person();
  await openSignedIn(person, url(), credentials);
  return person;
}

/** Claims of the ID token that the answer of this request leads to. */
async function idTokenOf(person: Person, parameters: RequestParameters = {}): Promise<Record<string, unknown>> {
  const pkce = newPkce();
  const page = await openSignedIn(person, url({ code_challenge: pkce.challenge, ...parameters }), amelia);
  const callback = answerOf(page);
  const issued = { code: callback.searchParams.get('code') ?? '', pkce, callback };
  const response = await postForm(`${server.issuer}/oauth/token`, redemption(issued, { client_id: 'at-once' }));
  const { id_token } = (await response.json()) as { id_token: string };
  return Object.assign({ id_token }, decodeJwt(id_token));
}

describe('refusals', () => {
  test.each([
    { name: 'a wrong password', credentials: WRONG },
    { name: 'an unknown user', credentials: { username: 'nobody', password: amelia.password } },
    { name: 'an empty password', credentials: { username: 'amelia', password: '' } },
    { name: 'an empty user name', credentials: { username: '', password: amelia.password } },
    { name: 'a password in another case', credentials: { ...amelia, password: amelia.password.toUpperCase() } },
    { name: 'a password with a space behind it', credentials: { ...amelia, password: `${amelia.password} ` } },
  ])('ruling 5: $name leads back to the sign-in page with the message there', async ({ credentials }) => {
    const person = new Person();
    const form = await person.open(url());

    const answer = await person.request(new URL('/authenticate', server.issuer).href, {
      method: 'POST',
      body: new URLSearchParams({ ...hiddenFields(form), ...credentials }),
    });

    expect(answer.status).toBe(303);
    const location = new URL(answer.headers.get('location') ?? '', server.issuer);
    expect(location.pathname).toBe('/signin');
    const page = await person.open(location.href);
    expect(textOf(page, 'sign-in-error-text')).toMatch(/not correct/);
  });

  test('A-17: after a wrong password the right one still works on the same page', async () => {
    const person = new Person();
    const page = await person.signIn(await person.open(url()), WRONG);

    expect(answerParameters(await person.signIn(page, amelia))).toHaveProperty('code');
  });

  describe('OU1: the user name that was typed', () => {
    const typedName = (page: Page): string | undefined => /id="username"[^>]* value="([^"]*)"/.exec(page.text)?.[1];
    const attempt = async (person: Person, username: string, parameters: RequestParameters = {}) =>
      person.signIn(await person.open(url(parameters)), { username, password: 'typed-secret' });

    test('stays in its field; the address has neither it nor the password', async () => {
      const page = await attempt(new Person(), 'typed-name');

      expect(typedName(page)).toBe('typed-name');
      expect(page.url).not.toContain('typed-');
      expect(page.text).not.toContain('typed-secret');
    });

    test('takes the place of the login_hint, and of what was typed before', async () => {
      const person = new Person();
      const first = await attempt(person, 'first-name', { login_hint: 'hinted-name' });
      const second = await person.signIn(first, { username: 'second-name', password: 'x' });

      expect([first, second].map(typedName)).toEqual(['first-name', 'second-name']);
    });

    test('V-82: is printed as text, and no more than 200 characters of it', async () => {
      const hostile = await attempt(new Person(), '"><script>alert(1)</script>');
      const long = await attempt(new Person(), 'n'.repeat(5_000));

      expect(typedName(hostile)).toBe('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(typedName(long)).toHaveLength(200);
    });

    test('is shown to no other browser and with no other request', async () => {
      const person = new Person();
      const page = await attempt(person, 'typed-name');

      const elsewhere = await new Person().open(page.url);
      const later = await person.open(url());

      expect(elsewhere.text + later.text).not.toContain('typed-name');
    });
  });

  test('S-12: the message comes from a catalogue, not from the address', async () => {
    const person = new Person();
    const handle = handleOf(await person.open(url()));

    const pages = await Promise.all(
      ['Call 555 1234', '__proto__', 'toString', '<b>x'].map((error) =>
        person.open(`${server.issuer}/signin?${new URLSearchParams({ interaction: handle, error }).toString()}`),
      ),
    );

    expect(pages.map((page) => textOf(page, 'sign-in-error-text'))).toEqual(pages.map(() => undefined));
    expect(pages.some(({ text }) => text.includes('555') || text.includes('<b>x'))).toBe(false);
  });

  test('O-14: success and failure are in the audit log with their reasons, the password is not', async () => {
    const person = new Person();
    const page = await person.signIn(await person.open(url()), { username: 'bertha', password: 'audited-password' });
    await person.signIn(page, bertha);

    const rows = await rowsOf<{ username: string; outcome: string; error_code: string | null; text: string }>(
      server.databaseUrl,
      `select username, outcome, error_code, to_jsonb(e)::text as text from audit_event e
        where kind = 'SIGN_IN' and username = 'bertha' order by sequence desc limit 2`,
    );
    expect(rows.map(({ username, outcome, error_code }) => [username, outcome, error_code])).toEqual([
      ['bertha', 'success', null],
      ['bertha', 'failure', 'wrong-password'],
    ]);
    expect(rows.some(({ text }) => text.includes('audited-password') || text.includes(bertha.password))).toBe(false);
  });

  test('R-20: a password in the field of the user name is kept masked, and known again', async () => {
    const person = new Person();
    const first = await person.signIn(await person.open(url()), { username: 'My-Secret-7!', password: 'x' });
    await person.signIn(first, { username: ' my-secret-7!', password: '' });

    const rows = await rowsOf<{ username: string; error_code: string; text: string }>(
      server.databaseUrl,
      `select username, error_code, to_jsonb(e)::text as text from audit_event e where kind = 'SIGN_IN' order by sequence desc limit 2`,
    );
    expect(rows.map(({ error_code }) => error_code)).toEqual(['unusable-password', 'unknown-user']);
    expect(rows[0]?.username).toMatch(/^unknown:[0-9a-f]{12}$/);
    expect(rows[1]?.username).toBe(rows[0]?.username);
    expect(JSON.stringify(rows)).not.toMatch(/secret/i);
  });
});

describe('the sign-in page', () => {
  test('10.4, STD X13, OU1: a plain form with stable names and ids posts to /authenticate', async () => {
    const page = await new Person().open(url());

    expect(page.text).toContain('<form id="sign-in-form" method="post" action="/authenticate">');
    expect(page.text).toMatch(/<input type="text" id="username" name="username"/);
    expect(page.text).toMatch(/<input type="password" id="password" name="password"/);
    expect(page.text).toMatch(/name="_csrf" value="[^"]+"/);
    expect(page.text).not.toContain('<script');
  });

  test.each([
    { name: 'the name of the app', client: 'public-app', shown: 'Public App' },
    { name: 'the id of an app without a name', client: 'nameless-app', shown: 'nameless-app' },
  ])('10.3: shows $name', async ({ client, shown }) => {
    expect(textOf(await new Person().open(url({ client_id: client })), 'client-name')).toBe(shown);
  });

  test('STD OM12: login_hint is filled in, escaped', async () => {
    const page = await new Person().open(url({ login_hint: 'a"><script>alert(1)</script>' }));

    expect(page.text).toContain('value="a&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
  });

  test('A-16: pasting and password managers are welcome', async () => {
    const page = await new Person().open(url());

    expect(page.text).toMatch(/id="username"[^>]* autocomplete="username"/);
    expect(page.text).toMatch(/id="password"[^>]* autocomplete="current-password"/);
    expect(page.text).not.toMatch(/onpaste|maxlength/);
  });

  test.each(['/signin', '/signin?interaction=', '/signin?interaction=ghi_unknown', '/signin?interaction=latest'])(
    'ruling 5, V-32: %s without anything waiting is an error page with 404',
    async (path) => {
      expect(errorFacts(await new Person().open(server.issuer + path)).status).toBe(404);
    },
  );

  test('V-32: a request waits for an hour and no longer', async () => {
    const person = new Person();
    const page = await person.open(url());
    await travel(59 * MINUTE);
    expect(kindOf(await person.open(page.url))).toBe('sign-in');

    await travel(61 * MINUTE);

    expect(errorFacts(await person.open(page.url)).status).toBe(400);
    expect(errorFacts(await person.signIn(page, amelia)).status).toBe(400);
  });
});

describe('the session', () => {
  test('STD OU3: skips the sign-in page', async () => {
    const person = await signedIn();

    expect(kindOf(await person.open(url()))).toBe('answer');
  });

  test('STD OM15: prompt=none answers with a code, the same sub and the same auth_time', async () => {
    const person = await signedIn();
    const first = await idTokenOf(person);
    await travel(5 * MINUTE);

    const second = await idTokenOf(person, { prompt: 'none' });

    expect(second).toMatchObject({ sub: first.sub, auth_time: first.auth_time });
  });

  test('STD OM15: an ID token that has expired is still a good hint', async () => {
    const person = await signedIn();
    const { id_token, sub } = await idTokenOf(person);
    await travel(10 * MINUTE);

    const second = await idTokenOf(person, { prompt: 'none', id_token_hint: String(id_token) });

    expect(second.sub).toBe(sub);
  });

  test('STD OID-4: a hint at somebody else is login_required for prompt=none', async () => {
    const { id_token } = await idTokenOf(await signedIn());
    const person = await signedIn(bertha);

    const page = await person.open(url({ prompt: 'none', id_token_hint: String(id_token) }));

    expect(answerParameters(page).error).toBe('login_required');
  });

  test.each([
    {
      who: 'the named person',
      credentials: amelia,
      expected: { state: 'af0ifjsldkj', code: expect.any(String) as string },
    },
    { who: 'somebody else', credentials: bertha, expected: { state: 'af0ifjsldkj', error: 'login_required' } },
  ])('STD OID-4: a hint at another person asks to sign in: $who', async ({ credentials, expected }) => {
    const { id_token } = await idTokenOf(await signedIn());
    const person = await signedIn(bertha);
    const page = await person.open(url({ id_token_hint: String(id_token) }));
    expect(kindOf(page)).toBe('sign-in');

    expect(answerParameters(await person.signIn(page, credentials))).toMatchObject(expected);
  });

  test.each(['login', 'select_account', 'login consent'])(
    'STD OM13, OU3: prompt=%s shows the sign-in page all the same',
    async (prompt) => {
      const person = await signedIn();

      expect(kindOf(await person.open(url({ prompt })))).toBe('sign-in');
    },
  );

  test('STD OM13: prompt=login gives a later auth_time', async () => {
    const person = await signedIn();
    const first = await idTokenOf(person);
    await travel(5 * MINUTE);

    const second = await idTokenOf(person, { prompt: 'login' });

    expect(Number(second.auth_time) - Number(first.auth_time)).toBeGreaterThanOrEqual(5 * MINUTE - 1);
  });

  test('STD OM13: prompt=login cannot be passed by going back to the stored request without signing in', async () => {
    const person = await signedIn();
    const handle = handleOf(await person.open(url({ prompt: 'login' })));

    const page = await person.open(`${server.issuer}/oauth/authorize?interaction=${handle}`);

    expect(kindOf(page)).toBe('sign-in');
  });

  test('reference 18.2: with new_session_for_each_flow every request asks, and prompt=none is answered login_required', async () => {
    const person = new Person();
    const ask = (prompt?: string) => person.open(requestUrl(`${server.issuer}/ward`, { client_id: 'at-once', prompt }));

    expect(kindOf(await person.signIn(await ask(), amelia))).toBe('answer');

    const again = await ask();
    expect(kindOf(again)).toBe('sign-in');
    expect(kindOf(await person.signIn(again, amelia))).toBe('answer');
    expect(answerParameters(await ask('none'))).toMatchObject({ error: 'login_required' });
  });

  test.each([
    { age: 10, maxAge: '10000', kind: 'answer' },
    { age: 5 * MINUTE, maxAge: '301', kind: 'answer' },
    { age: 5 * MINUTE, maxAge: '299', kind: 'sign-in' },
    { age: 2, maxAge: '1', kind: 'sign-in' },
    { age: 1, maxAge: '0', kind: 'sign-in' },
  ])('STD OM16: max_age=$maxAge $age seconds after the sign-in: $kind', async ({ age, maxAge, kind }) => {
    const person = await signedIn();
    await travel(age);

    expect(kindOf(await person.open(url({ max_age: maxAge })))).toBe(kind);
  });

  test('STD OM16: a sign-in that max_age asked for is enough, and its auth_time is in the ID token', async () => {
    const person = await signedIn();
    const first = await idTokenOf(person);
    await travel(MINUTE);

    const second = await idTokenOf(person, { max_age: '1' });

    expect(Number(second.auth_time)).toBeGreaterThan(Number(first.auth_time));
  });

  test('STD OID-4: prompt=none with a max_age that has passed is login_required', async () => {
    const person = await signedIn();
    await travel(MINUTE);

    expect(answerParameters(await person.open(url({ prompt: 'none', max_age: '30' }))).error).toBe('login_required');
  });

  test('B-49: ends after half an hour without use', async () => {
    const person = await signedIn();
    await travel(29 * MINUTE);
    expect(kindOf(await person.open(url()))).toBe('answer');
    await travel(58 * MINUTE);
    expect(kindOf(await person.open(url()))).toBe('answer');

    await travel(58 * MINUTE + 31 * MINUTE);

    expect(kindOf(await person.open(url()))).toBe('sign-in');
  });

  test('B-49: ends after twelve hours whatever happens', async () => {
    const person = await signedIn();
    for (let halfHour = 1; halfHour < 24; halfHour++) {
      await travel(halfHour * 29 * MINUTE);
      expect(kindOf(await person.open(url()))).toBe('answer');
    }

    await travel(12 * HOUR + MINUTE);

    expect(kindOf(await person.open(url()))).toBe('sign-in');
  });

  test.each(['account_locked', 'account_disabled'])(
    'V-28, V-54, R-11: counts no longer within a second after the account is %s',
    async (column) => {
      const person = await signedIn(bertha);
      await setFlag(column, true);
      const changed = performance.now();
      let error: string | undefined;

      while (error === undefined && performance.now() - changed < 1_000)
        error = answerParameters(await person.open(url({ prompt: 'none' }))).error;
      await setFlag(column, false);

      expect(error).toBe('login_required');
    },
  );
});

/** Changes Bertha's account as another server would, and tells this one by the change feed. */
async function setFlag(column: string, value: boolean): Promise<void> {
  const text = `update user_account set ${column} = $1 where username = 'bertha'`;
  await changeElsewhere(server.databaseUrl, { topic: 'users:local_security', text, values: [value] });
}

describe('a sign-in page of two tabs', () => {
  test('OU3: each tab goes on with its own request, whichever signs in first', async () => {
    const person = new Person();
    const first = await person.open(url({ state: 'first' }));
    const second = await person.open(url({ state: 'second' }));

    const answers = [
      await person.signIn(first, amelia),
      await person.open(`${server.issuer}/oauth/authorize?interaction=${handleOf(second)}`),
    ];

    expect(answers.map((answer) => answerParameters(answer).state)).toEqual(['first', 'second']);
  });

  test('ruling 58: the sign-in form without a handle goes on with the latest request', async () => {
    const person = new Person();
    await person.open(url({ state: 'first' }));
    const page = await person.open(url({ state: 'latest' }));
    const { _csrf = '' } = hiddenFields(page);

    const answer = await person.post(`${server.issuer}/authenticate`, { _csrf, ...loginOf(amelia) });

    expect(answerParameters(answer).state).toBe('latest');
  });
});

function loginOf({ username, password }: { username: string; password: string }): Record<string, string> {
  return { username, password };
}
