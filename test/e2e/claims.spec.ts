import { decodeJwt } from 'jose';
import { authorizeUrl, obtainCode, postForm, redemption } from '../support/app.js';
import { answerParameters, CHALLENGE, kindOf, openSignedIn, requestUrl, scopesOf } from '../support/authorization.js';
import { answered, refresh, userinfo } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { push, pushed, pushedUrl } from '../support/pushed.js';
import { rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';

const [publicApp] = testClients;
const clients = [
  ...testClients,
  { ...publicApp, clientId: 'nosy', scopes: ['openid', 'offline_access'] },
  { ...publicApp, clientId: 'remembered', rememberApprovedScopes: true },
];

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ clients });
});

afterAll(() => server.stop());

/** Wire form of the parameter. */
const claimsOf = (value: unknown): string => JSON.stringify(value);
const nameAndMail = claimsOf({
  userinfo: { name: { essential: true }, phone_number: null, 'https://x.example/badge': null },
  id_token: { email: null },
});

/** The whole flow; what ID token and userinfo say of the person. */
async function told(parameters: Readonly<Record<string, string>>, { without = [] as readonly string[] } = {}) {
  const person = new Person();
  const { client_id = 'public-app' } = parameters;
  const issued = await obtainCode(
    server.issuer,
    { scope: 'openid offline_access', ...parameters },
    unticking(person, without),
  );
  const { body } = await answered(postForm(`${server.issuer}/oauth/token`, redemption(issued, { client_id })));
  return { body, ...(await saidBy(body)) };
}

/** A person who leaves these scopes out. */
function unticking(person: Person, without: readonly string[]): Person {
  const approve = person.approve.bind(person);
  person.approve = (page) => approve(page, { without });
  return person;
}

async function saidBy(body: Readonly<Record<string, unknown>>) {
  const about = ['name', 'given_name', 'family_name', 'email', 'fhirUser', 'preferred_username', 'phone_number'];
  const pick = (claims: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(claims).filter(([name]) => about.includes(name)));
  const answer = await userinfo(server.issuer, body.access_token as string);
  return { idToken: pick(decodeJwt(body.id_token as string)), userInfo: pick(answer.body) };
}

describe('STD OID-9, U7: the parameter claims', () => {
  test('STD OM25, OM10: gives what was asked for, each where it was asked for, and no more', async () => {
    const { body, idToken, userInfo } = await told({ claims: nameAndMail });

    expect(idToken).toEqual({ email: amelia.email });
    expect(userInfo).toEqual({ name: `${amelia.givenName} ${amelia.familyName}` });
    expect(body.scope).toBe('openid offline_access');
  });

  test('STD OID-9, OID-11: they stay with the grant', async () => {
    const { body } = await told({ claims: nameAndMail });
    const next = await refresh(server.issuer, body.refresh_token as string);

    expect(await saidBy(next.body)).toEqual({
      idToken: { email: amelia.email },
      userInfo: { name: `${amelia.givenName} ${amelia.familyName}` },
    });
  });

  test('A-14: the person is asked for them by the scopes that allow them', async () => {
    const url = requestUrl(server.issuer, { scope: 'openid', claims: nameAndMail });
    const page = await openSignedIn(new Person(), url, amelia);

    expect(scopesOf(page)).toEqual({ optional: ['profile', 'email'], required: ['openid'] });
  });

  test('A-14, B-15: and what the person leaves out is not given', async () => {
    const { idToken, userInfo } = await told({ claims: nameAndMail }, { without: ['profile'] });

    expect([idToken, userInfo]).toEqual([{ email: amelia.email }, {}]);
  });

  test('B-15: a client gets no claim past its list of scopes', async () => {
    const { idToken, userInfo } = await told({ client_id: 'nosy', claims: nameAndMail });

    expect([idToken, userInfo]).toEqual([{}, {}]);
  });

  test('they come on top of what the scopes give', async () => {
    const { body, idToken, userInfo } = await told({
      scope: 'openid email',
      claims: claimsOf({ id_token: { name: null } }),
    });

    expect(body.scope).toBe('openid email');
    expect(idToken).toEqual({ name: 'Amelia Marsh', email: amelia.email });
    expect(userInfo).toEqual({ email: amelia.email });
  });

  test('a remembered approval covers them the next time', async () => {
    const person = new Person();
    const parameters = { client_id: 'remembered', scope: 'openid', claims: nameAndMail };
    await obtainCode(server.issuer, parameters, person);
    const again = await person.open(authorizeUrl(server.issuer, { ...parameters, code_challenge: CHALLENGE }));

    expect(answerParameters(again)).toHaveProperty('code');
  });

  test('STD RFC9126-1: they can be pushed', async () => {
    const uri = await pushed(server.issuer, { scope: 'openid', claims: nameAndMail });
    const page = await openSignedIn(new Person(), pushedUrl(server.issuer, uri), amelia);

    expect(scopesOf(page).optional).toEqual(['profile', 'email']);
    expect((await push(server.issuer, { claims: '[]' })).body.error).toBe('invalid_request');
  });

  test('ruling 54: the trace tells which were given', async () => {
    await told({ claims: nameAndMail });
    const [row] = await rowsOf<{ trace: { kind: string; value: string }[] }>(
      server.databaseUrl,
      `select trace from audit_event where kind = 'AUTHORIZATION_CODE' order by sequence desc limit 1`,
    );

    expect(row?.trace.filter(({ kind }) => kind === 'claim').map(({ value }) => value)).toEqual(['name', 'email']);
  });

  test.each(['{', '[]', '{"userinfo":[]}', `{"x":"${'y'.repeat(16_384)}"}`, '['.repeat(500)])(
    'V-88: %.20s is invalid_request, told to the app',
    async (claims) => {
      const page = await new Person().post(
        `${server.issuer}/oauth/authorize`,
        Object.fromEntries(new URL(requestUrl(server.issuer, { claims })).searchParams),
      );

      expect(answerParameters(page)).toMatchObject({ error: 'invalid_request', state: 'af0ifjsldkj' });
    },
  );

  test('B-19: it is advertised', async () => {
    const { body } = await answered(fetch(`${server.issuer}/.well-known/openid-configuration`));

    expect(body.claims_parameter_supported).toBe(true);
    expect(body.claims_supported).toEqual(expect.arrayContaining(['name', 'email', 'acr', 'auth_time']));
  });
});

describe('STD OID-9: sub names the person', () => {
  const only = (...values: string[]) => claimsOf({ id_token: { sub: { values } } });
  const ask = (claims: string, person: Person, more: Readonly<Record<string, string>> = {}) =>
    person.open(requestUrl(server.issuer, { claims, ...more }));

  test('that one is served', async () => {
    const person = new Person();
    await person.authorize(requestUrl(server.issuer), amelia);

    expect(kindOf(await ask(only('bertha', 'amelia'), person))).toBe('approval');
    expect(kindOf(await ask(claimsOf({ userinfo: { sub: { value: 'amelia' } } }), person))).toBe('approval');
  });

  test('another one has to sign in, and is refused after that', async () => {
    const person = new Person();
    await person.authorize(requestUrl(server.issuer), amelia);
    const page = await ask(only('bertha'), person);
    const wrong = await person.signIn(page, amelia);
    const right = await person.signIn(await ask(only('bertha'), person), bertha);

    expect(kindOf(page)).toBe('sign-in');
    expect(answerParameters(wrong)).toMatchObject({ error: 'login_required' });
    expect(kindOf(right)).toBe('approval');
  });

  test('silently it is login_required', async () => {
    const person = new Person();
    await person.authorize(requestUrl(server.issuer), amelia);

    expect(answerParameters(await ask(only('bertha'), person, { prompt: 'none' }))).toMatchObject({
      error: 'login_required',
    });
  });
});
