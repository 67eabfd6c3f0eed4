import { systemClock } from '#protocol/clock';
import { decodeJwt } from 'jose';
import { authorizeUrl, obtainCode, postForm, redemption, type Tokens } from '../support/app.js';
import { answerParameters, CHALLENGE, kindOf } from '../support/authorization.js';
import { answered, introspect, refresh, userinfo } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { changeElsewhere } from '../support/rows.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { until } from '../support/server-process.js';
import { amelia, bertha } from '../support/test-users.js';
import { Authenticator, giveTotp, keyOf } from '../support/totp.js';
import { wardModule } from '../support/ward-module.js';

const PASSWORD = 'urn:gatehouse:acr:password';
const SECOND_FACTOR = 'urn:gatehouse:acr:second-factor';
const SCOPE = 'openid patient/*.rs offline_access';
const [publicApp] = testClients;
const clients = [
  ...testClients,
  { ...publicApp, clientId: 'strict-app', secondFactorRequired: true },
  { ...publicApp, clientId: 'careful-app', defaultMaxAge: 0 },
];

let server: TestServer;
let ward: string;
let ahead = 0;

beforeAll(async () => {
  server = await startTestServer({
    clients,
    properties: [
      ...wardModule,
      'module.ward.config.acr.password=https://assurance.example/low',
      'module.ward.config.userinfo.max_age_seconds=60',
      'module.ward.config.userinfo.acr_values=https://assurance.example/low https://assurance.example/high',
      ...wardModule.map((line) => line.replaceAll('ward', 'vault')),
      'module.vault.config.userinfo.acr_values=https://assurance.example/high',
    ],
    clock: { now: () => new Date(systemClock.now().getTime() + ahead * 1_000) },
  });
  ward = `${server.issuer}/ward`;
});

afterAll(() => server.stop());
afterEach(() => {
  ahead = 0;
});

const essential = (...values: string[]): string => JSON.stringify({ id_token: { acr: { essential: true, values } } });

async function tokens(
  issuer: string,
  parameters: Readonly<Record<string, string>> = {},
  person = new Person(),
): Promise<Tokens> {
  const issued = await obtainCode(issuer, { scope: SCOPE, ...parameters }, person);
  const { body } = await answered(postForm(`${issuer}/oauth/token`, redemption(issued)));
  return body as Tokens;
}

async function ask(parameters: Readonly<Record<string, string>>, person = new Person()) {
  return person.open(authorizeUrl(server.issuer, { code_challenge: CHALLENGE, ...parameters }));
}

describe('STD RFC9470-1, OID-4: what tokens tell of the sign-in', () => {
  test('acr, amr and auth_time are in the ID token, the access token and the introspection answer', async () => {
    const given = await tokens(server.issuer);
    const [idToken, accessToken] = [decodeJwt(given.id_token), decodeJwt(given.access_token)];
    const told = await introspect(server.issuer, given.access_token);
    const toldOfRefresh = await introspect(server.issuer, given.refresh_token);

    for (const claims of [idToken, accessToken]) expect(claims).toMatchObject({ acr: PASSWORD, amr: ['pwd'] });
    expect(idToken.auth_time).toEqual(expect.any(Number));
    for (const { body } of [told, toldOfRefresh])
      expect(body).toMatchObject({ active: true, acr: PASSWORD, auth_time: idToken.auth_time });
  });

  test('STD OID-11: a refresh keeps them', async () => {
    const given = await tokens(server.issuer);
    const { body } = await refresh(server.issuer, given.refresh_token);
    const { acr, auth_time } = decodeJwt(given.id_token);

    expect(decodeJwt(body.id_token as string)).toMatchObject({ acr, auth_time });
    expect(decodeJwt(body.access_token as string)).toMatchObject({ acr, auth_time });
  });

  test('the level is called what the module calls it, and advertised (B-19)', async () => {
    const given = await tokens(ward);
    const { body } = await answered(fetch(`${ward}/.well-known/openid-configuration`));

    expect(decodeJwt(given.id_token).acr).toBe('https://assurance.example/low');
    expect(body.acr_values_supported).toEqual(['https://assurance.example/low', SECOND_FACTOR]);
  });
});

describe('STD OID-4, OM12: acr_values and claims ask for a level', () => {
  test.each([
    { name: 'the one there is', parameters: { acr_values: PASSWORD } },
    { name: 'one of several', parameters: { acr_values: `urn:other ${PASSWORD}` } },
    { name: 'one nobody knows, which is voluntary', parameters: { acr_values: 'urn:other' } },
    { name: 'the one there is, essential', parameters: { claims: essential('urn:other', PASSWORD) } },
    {
      name: 'one nobody knows, voluntary in claims',
      parameters: { claims: JSON.stringify({ id_token: { acr: { value: 'urn:other' } } }) },
    },
  ])('$name: the person signs in, and the token tells what was reached', async ({ parameters }) => {
    expect(decodeJwt((await tokens(server.issuer, parameters)).id_token).acr).toBe(PASSWORD);
  });

  test.each([{ prompt: 'login' }, { prompt: 'none' }, { prompt: '' }])(
    'STD RFC9470-1: an essential one that nothing reaches is unmet_authentication_requirements (prompt "$prompt")',
    async ({ prompt }) => {
      const page = await ask({ claims: essential('urn:other'), prompt });

      expect(answerParameters(page)).toMatchObject({
        error: 'unmet_authentication_requirements',
        state: 'af0ifjsldkj',
        iss: server.issuer,
      });
    },
  );

  test('an essential one that is met does not ask again', async () => {
    const person = new Person();
    await tokens(server.issuer, {}, person);

    expect(kindOf(await ask({ claims: essential(PASSWORD) }, person))).toBe('approval');
  });
});

describe('STD ODCR-1, OM16: defaultMaxAge', () => {
  test('asks again where the request has no max_age', async () => {
    const person = new Person();
    await tokens(server.issuer, {}, person);
    const of = (parameters: Readonly<Record<string, string>>) =>
      ask({ client_id: 'careful-app', ...parameters }, person);

    expect(kindOf(await of({}))).toBe('sign-in');
    expect(kindOf(await of({ max_age: '3600' }))).toBe('approval');
    expect(kindOf(await of({ prompt: 'none' }))).toBe('answer');
  });
});

describe('STD RFC9470-1: userinfo demands a sign-in', () => {
  test('no older than the module says', async () => {
    const given = await tokens(ward);
    ahead = 58;
    const young = await userinfo(ward, given.access_token);
    ahead = 62;
    const old = await userinfo(ward, given.access_token);

    expect([young.status, old.status, old.body.error]).toEqual([200, 401, 'insufficient_user_authentication']);
    expect(old.headers.get('www-authenticate')).toMatch(
      /^Bearer realm="gatehouse", error="insufficient_user_authentication", error_description="Userinfo needs [^"]*", acr_values="https:\/\/assurance\.example\/low https:\/\/assurance\.example\/high", max_age="60"/,
    );
  });

  test('of a refreshed token it is as old as ever, of a new sign-in it is new', async () => {
    const person = new Person();
    const given = await tokens(ward, {}, person);
    ahead = 100;
    const refreshed = await refresh(ward, given.refresh_token);
    const still = await userinfo(ward, refreshed.body.access_token as string);
    ahead = 0;
    const again = await tokens(ward, { max_age: '0' }, person);

    expect(still.body.error).toBe('insufficient_user_authentication');
    expect((await userinfo(ward, again.access_token)).status).toBe(200);
  });

  test('of a level that was not reached is refused, and says which would do', async () => {
    const vault = `${server.issuer}/vault`;
    const answer = await userinfo(vault, (await tokens(vault)).access_token);

    expect([answer.status, answer.body.error]).toEqual([401, 'insufficient_user_authentication']);
    expect(answer.headers.get('www-authenticate')).toContain('acr_values="https://assurance.example/high"');
    expect(answer.headers.get('www-authenticate')).not.toContain('max_age');
  });

  test('and nothing of it where the module says nothing', async () => {
    const given = await tokens(server.issuer);
    ahead = 200;

    expect((await userinfo(server.issuer, given.access_token)).status).toBe(200);
  });
});

describe('STD RFC9470-2, V-33: more than a password', () => {
  const isAsked = (page: { text: string }): boolean => page.text.includes('id="second-factor-form"');
  const isEnrolment = (page: { text: string }): boolean => page.text.includes('id="enrolment-form"');
  const secondFactor = { claims: essential(SECOND_FACTOR) };

  afterEach(async () => {
    await moveDatabaseClock(server.databaseUrl, 0);
    await changeElsewhere(server.databaseUrl, { topic: 'users:local_security', text: 'delete from totp_key' });
  });

  /** Somebody with a session of a password alone, who sets up an authenticator app elsewhere. */
  async function signedIn() {
    const person = new Person();
    const { id_token } = await tokens(server.issuer, {}, person);
    const cookie = person.cookieHeader;
    const app = await giveTotp(server, 'amelia');
    await until(async () => isAsked(await ask({}, person)));
    return { person, app, cookie, authTime: decodeJwt(id_token).auth_time };
  }

  test('who has a second factor by now is asked for it before the session is good for anything, without the password', async () => {
    const { person, app, cookie } = await signedIn();
    const silent = answerParameters(await ask({ prompt: 'none' }, person));

    const page = await ask({}, person);
    const answer = await person.submit(page, { code: await app.next() });

    expect(silent.error).toBe('login_required');
    expect(page.text).not.toContain('name="password"');
    expect(kindOf(answer)).not.toBe('sign-in');
    expect(person.cookieHeader).not.toBe(cookie);
  });

  test('the tokens tell it, and when the password was typed', async () => {
    const { person, app, authTime } = await signedIn();
    await person.submit(await ask({}, person), { code: await app.next() });

    const given = await tokens(server.issuer, secondFactor, person);

    const claims = decodeJwt(given.id_token);
    expect(claims).toMatchObject({ acr: SECOND_FACTOR, amr: ['pwd', 'otp', 'mfa'] });
    expect(claims.auth_time).toBe(authTime);
  });

  test('an essential level of two factors has who has none set one up; a wished one does not', async () => {
    const person = new Person();
    await tokens(server.issuer, {}, person);

    const wished = await ask({ acr_values: SECOND_FACTOR }, person);
    const demanded = await ask(secondFactor, person);
    const silent = answerParameters(await ask({ ...secondFactor, prompt: 'none' }, person));

    expect([isEnrolment(wished), isEnrolment(demanded)]).toEqual([false, true]);
    expect(silent.error).toBe('login_required');
  });

  test('secondFactorRequired of an app is asked of everybody who comes for it, and of nobody else', async () => {
    const person = new Person();
    const page = await ask({ client_id: 'strict-app' }, person);
    const enrolment = await person.signIn(page, amelia);
    const app = new Authenticator(
      keyOf((/id="key">([^<]*)</.exec(enrolment.text)?.[1] ?? '').replaceAll(' ', '')),
      server.databaseUrl,
    );
    const codes = await person.submit(enrolment, { code: await app.next() });

    expect(isEnrolment(enrolment)).toBe(true);
    expect(codes.text).toContain('id="recovery-codes"');
    expect(kindOf(await ask({ client_id: 'strict-app' }, person))).toBe('approval');
    const other = new Person();
    expect(kindOf(await other.signIn(await ask({}, other), bertha))).toBe('approval');
  });

  test('V-59: too many wrong codes end the session, too', async () => {
    const { person } = await signedIn();
    let page = await ask({}, person);
    for (let time = 0; time < 6; time++) page = await person.submit(page, { code: '000000' });

    expect(kindOf(page)).toBe('sign-in');
    expect(kindOf(await ask({}, person))).toBe('sign-in');
  });
});
