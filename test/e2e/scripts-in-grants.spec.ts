import { decodeJwt } from 'jose';
import { basic, newPkce, obtainCode, obtainTokens, postForm, redemption, type Tokens } from '../support/app.js';
import {
  answerParameters,
  errorFacts,
  fragmentParameters,
  kindOf,
  openSignedIn,
  requestUrl,
} from '../support/authorization.js';
import { answered, introspect, refresh, userinfo } from '../support/endpoint-calls.js';
import { choicesOf, Person } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { until } from '../support/server-process.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha, carla } from '../support/test-users.js';

type Json = Readonly<Record<string, unknown>>;

/** What it does depends on who signs in, and on `launch`. */
const SCRIPT = `
function onSmartLoginPreContextSelection(theUserSession, theContextSelectionChoices) {
  if (theUserSession.username === 'bertha') {
    var id = 'at-' + Math.random().toString(36).slice(2);
    Log.info('offers ' + id);
    theContextSelectionChoices.addChoice('Patient', id, 'Another one');
  }
  if (theUserSession.notes === 'choice-fails') throw 'the secret of the choice';
}
function onTokenGenerating(theUserSession, theDetails, theClient) {
  if (theClient.clientId === 'failing') throw 'the secret of the token';
  if (theDetails.getRequestParameters().get('hint') === 'fail') throw 'the secret of the token';
  if (theDetails.launch === 'fail') throw 'the secret of the token';
  if (theDetails.launch === 'nobody') theUserSession.launchResourceIds = [];
  if (theDetails.launch === 'once' && theDetails.grantType !== 'refresh') {
    theUserSession.addLaunchResourceId('patient', 'of-the-order');
    theUserSession.addFhirContext('ImagingStudy/9');
    theUserSession.setUserData('order', 9);
  }
  theDetails.addAccessTokenClaim('seen', {
    user: theUserSession === null ? null : theUserSession.username,
    order: theUserSession === null ? undefined : theUserSession.userData.order,
    launch: theDetails.getLaunch(),
    audience: theDetails.getAudience(),
    scope: theDetails.getRequestParameters().get('scope') || null,
    grant: theDetails.getRequestParameters().get('grant_type') || null,
    secrets: ['client_secret', 'password', 'code_verifier', 'state', 'hint'].filter((n) => theDetails.getRequestParameters().get(n)),
  });
  theDetails.addAccessTokenClaim('sub', 'somebody else');
  if (theUserSession !== null && theUserSession.username === 'carla' && theClient.clientId !== 'gateway') {
    theUserSession.addLaunchResourceId('patient', 'Patient/555');
    theUserSession.addLaunchResourceId('encounter', '666');
    theUserSession.addLaunchResourceId('location', '777');
    theUserSession.setFhirUserUrl('https://fhir.example/Practitioner/9');
    theUserSession.addAuthority('FHIR_WRITE_ALL_OF_TYPE', 'Goal');
    theUserSession.addAuthority('ROLE_SUPERUSER');
  }
}
function onPostAuthorize(theDetails) {
  Log.info(theDetails.grantType + ' granted: ' + theDetails.grantedScopes);
  Log.info(theDetails.requestingPractitioner.identifier.value);
}
`;

const [publicApp] = testClients;
const webApp = testClients.find(({ clientId }) => clientId === 'web-app')!;
const backend = testClients.find(({ clientId }) => clientId === 'backend')!;
const scopes = 'openid fhirUser launch launch/patient patient/*.rs user/*.rs user/Goal.cruds offline_access'.split(' ');
const implicit = { ...webApp, clientId: 'implicit-app', allowedGrantTypes: ['IMPLICIT'], pkceRequired: false };
const clients = [
  {
    ...{ ...publicApp, scopes, allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN', 'PASSWORD'] },
    tokenExchangeClients: ['gateway'],
  },
  { ...backend, clientId: 'gateway', allowedGrantTypes: ['TOKEN_EXCHANGE'], scopes },
  ...testClients.slice(1),
  { ...implicit, scopes, secretRequired: false, clientSecrets: [] },
  { ...backend, clientId: 'failing' },
];
const dora = { ...carla, username: 'dora', email: 'dora@example.org', notes: 'choice-fails' };

describe('scripts in the grants', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({
      clients,
      users: [amelia, bertha, carla, dora],
      files: { 'smart.js': SCRIPT },
      properties: [
        'module.smart_auth.config.post_authorize_script.file=classpath:smart.js',
        'module.smart_auth.config.auth_request_detail.whitelist=aud,scope,grant_type,client_secret,password,code_verifier,hint',
        'module.smart_auth.config.password_grant.enabled=true',
        'module.smart_auth.config.implicit.enabled=true',
        'module.smart_auth.config.token_exchange.enabled=true',
      ],
    });
  });
  afterAll(() => server.stop());

  const token = (fields: Readonly<Record<string, string>>, headers = {}) =>
    answered(postForm(`${server.issuer}/oauth/token`, fields, headers));
  const seenIn = ({ access_token: accessToken }: Pick<Tokens, 'access_token'>): Json =>
    decodeJwt(accessToken)['seen'] as Json;
  const ofCarla = (parameters: Readonly<Record<string, string>> = {}): Promise<Tokens> =>
    obtainTokens(
      server.issuer,
      { scope: 'openid fhirUser launch/patient patient/*.rs user/Goal.cruds offline_access', ...parameters },
      new Person(),
      carla,
    );

  test('ruling 13: what a script puts in context is told by its names, and nothing is lost for want of it before', async () => {
    const tokens = await ofCarla();

    expect(tokens).toMatchObject({ patient: '555', encounter: '666', location: '777' });
    expect(tokens.scope.split(' ')).toEqual(expect.arrayContaining(['fhirUser', 'launch/patient', 'patient/*.rs']));
    expect(decodeJwt(tokens.id_token)).toMatchObject({ fhirUser: 'https://fhir.example/Practitioner/9' });
  });

  test('userinfo and introspection agree with the token, also after a refresh, where nothing is doubled or lost', async () => {
    const first = await ofCarla();
    const second = (await refresh(server.issuer, first.refresh_token)).body;

    for (const tokens of [first, second]) {
      const accessToken = String(tokens.access_token);
      const introspected = (await introspect(server.issuer, accessToken)).body;

      expect(tokens).toMatchObject({ patient: '555', encounter: '666', location: '777', scope: first.scope });
      expect(introspected).toMatchObject({ patient: '555', encounter: '666', location: '777' });
      expect(introspected).toMatchObject({ fhirUser: 'https://fhir.example/Practitioner/9' });
      expect((await userinfo(server.issuer, accessToken)).body).toMatchObject({
        fhirUser: 'https://fhir.example/Practitioner/9',
      });
    }
  });

  test('the launch that the script made for the first token is that of the grant, also where it says nothing at the refresh', async () => {
    const first = await obtainTokens(server.issuer, {
      scope: 'openid launch/patient patient/*.rs offline_access',
      launch: 'once',
    });
    const second = (await refresh(server.issuer, first.refresh_token)).body;
    const third = (await refresh(server.issuer, String(second.refresh_token))).body;

    for (const tokens of [first, second, third]) {
      const launch = { patient: 'of-the-order', fhirContext: [{ reference: 'ImagingStudy/9' }] };
      expect(tokens).toMatchObject({ ...launch, scope: first.scope });
      expect((await introspect(server.issuer, String(tokens.access_token))).body).toMatchObject(launch);
      expect(seenIn({ access_token: String(tokens.access_token) })['order']).toBe(9);
    }
  });

  test('STD RFC8693-2: who exchanges such a token gets the launch, the FHIR user and the permissions that the script gave it', async () => {
    const { access_token: subject } = await ofCarla();
    const { body } = await token(
      {
        ...{ grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', subject_token: subject },
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      },
      basic('gateway', SECRET),
    );
    const introspected = (await introspect(server.issuer, String(body.access_token))).body;

    expect(body).toMatchObject({ patient: '555' });
    expect(introspected).toMatchObject({
      ...{ client_id: 'gateway', sub: 'carla', patient: '555', fhirUser: 'https://fhir.example/Practitioner/9' },
      permissions: expect.arrayContaining([{ permission: 'FHIR_WRITE_ALL_OF_TYPE', argument: 'Goal' }]) as unknown,
    });
    expect((await userinfo(server.issuer, String(body.access_token))).body).toMatchObject({
      fhirUser: 'https://fhir.example/Practitioner/9',
    });
  });

  test('ruling 6, ruling 37: permissions for FHIR data are honoured and on record, power over the server is not; S-08', async () => {
    const tokens = await ofCarla();

    const { permissions } = (await introspect(server.issuer, tokens.access_token)).body;
    const [record] = await rowsOf<{ trace: readonly Json[]; detail: Json }>(
      server.databaseUrl,
      `select trace, detail from audit_event where kind = 'TOKEN' and jti = $1`,
      [String(decodeJwt(tokens.access_token).jti)],
    );

    expect(permissions).toEqual(expect.arrayContaining([{ permission: 'FHIR_WRITE_ALL_OF_TYPE', argument: 'Goal' }]));
    expect(JSON.stringify(permissions)).not.toContain('SUPERUSER');
    const decisions = record?.trace.map(({ ruleId, value }) => `${String(ruleId)} ${String(value)}`) ?? [];
    expect(decisions).toEqual(
      expect.arrayContaining([
        'permission.added-by-script FHIR_WRITE_ALL_OF_TYPE',
        'permission.administrative-from-script ROLE_SUPERUSER',
        expect.stringMatching(/^context\.added-by-script patient [\w-]{22}$/),
        'claim.custom seen',
      ]),
    );
    expect(JSON.stringify(decisions)).not.toContain('555');
    expect(decodeJwt(tokens.access_token).sub).toBe('carla');
    const [run] = await rowsOf<{ log: readonly string[] }>(
      server.databaseUrl,
      `select detail->'log' as log from audit_event where kind = 'SCRIPT' and detail->>'runId' = $1`,
      [String(record?.detail['runId'])],
    );
    expect(run?.log.join()).toContain('the claim sub is the server');
  });

  test('ruling 3: the launch is always there; of the parameters those that are listed, at the exchange and at the refresh, and never a secret', async () => {
    const first = await ofCarla({
      launch: 'xyz',
      aud: 'https://fhir.example/r4',
      scope: 'openid user/*.rs offline_access',
    });
    const second = (await refresh(server.issuer, first.refresh_token)).body as Tokens;

    for (const tokens of [first, second])
      expect(seenIn(tokens)).toMatchObject({
        ...{ user: 'carla', launch: 'xyz', audience: 'https://fhir.example/r4', secrets: [] },
        scope: 'openid user/*.rs offline_access',
      });
  });

  test('client credentials have no session; parameters are those of the token request', async () => {
    const { body } = await token({
      grant_type: 'client_credentials',
      client_id: 'backend',
      client_secret: SECRET,
      scope: 'system/*.rs',
    });

    expect(seenIn(body as Tokens)).toEqual({
      ...{ user: null, launch: null, audience: null, secrets: [] },
      ...{ scope: 'system/*.rs', grant: 'client_credentials' },
    });
  });

  test('what the token request says beside what was approved reaches no script, but where there is no other request', async () => {
    const issued = await obtainCode(server.issuer, { scope: 'openid user/*.rs offline_access' });
    const redeemed = await token({ ...redemption(issued), hint: '99' });
    const renewed = await token({
      ...{ grant_type: 'refresh_token', client_id: 'public-app', hint: '99' },
      refresh_token: String(redeemed.body['refresh_token']),
    });
    const own = await token({ grant_type: 'client_credentials', hint: '99' }, basic('backend', SECRET));

    const seen = [redeemed, renewed, own].map(({ body }) => {
      const { grant, secrets } = seenIn(body as Tokens);
      return [grant, secrets];
    });
    expect(seen).toEqual([
      ['authorization_code', []],
      ['refresh_token', []],
      ['client_credentials', ['hint']],
    ]);
  });

  test('ruling 11, ruling 4, ruling 19: every grant has its name in onPostAuthorize, whose failure costs nobody a token', async () => {
    const first = await obtainTokens(server.issuer, { scope: 'openid user/*.rs offline_access' });
    await refresh(server.issuer, first.refresh_token);
    await token({ grant_type: 'client_credentials' }, basic('backend', SECRET));
    const asked = { grant_type: 'password', username: 'amelia', password: amelia.password, client_id: 'public-app' };
    await token({ ...asked, scope: 'user/*.rs' });
    const wish = {
      client_id: 'implicit-app',
      response_type: 'token',
      scope: 'user/*.rs',
      code_challenge_method: undefined,
    };
    const person = new Person();
    const approval = await openSignedIn(
      person,
      requestUrl(server.issuer, { ...wish, code_challenge: undefined }),
      amelia,
    );
    expect(fragmentParameters(await person.approve(approval))).toHaveProperty('access_token');

    const logged = async () =>
      rowsOf<{ outcome: string; log: readonly string[] }>(
        server.databaseUrl,
        `select outcome, detail->'log' as log from audit_event where kind = 'SCRIPT' and detail->>'function' = 'onPostAuthorize'`,
      );
    const names = ['authorization_code', 'refresh', 'client_credentials', 'password', 'implicit'];
    const isThere = async () => {
      const rows = await logged();
      return names.every((name) => rows.some(({ log }) => log[0]?.startsWith(`info: ${name} granted: `)));
    };
    await until(isThere);

    const rows = await logged();
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['failure']));
  });

  test('password and implicit settle the scopes after the script as well', async () => {
    const fields = { grant_type: 'password', username: 'carla', password: carla.password, client_id: 'public-app' };
    const { body } = await token({ ...fields, scope: 'openid fhirUser launch/patient patient/*.rs' });

    expect(body).toMatchObject({ patient: '555', scope: 'openid fhirUser launch/patient patient/*.rs' });
  });

  test('scopes about a patient whom nobody supplies are dropped after the script', async () => {
    const person = new Person();
    const without = { ...carla, username: 'amelia', password: amelia.password };
    const tokens = await obtainTokens(server.issuer, { scope: 'openid launch/patient patient/*.rs' }, person, without);

    expect(tokens).toMatchObject({ patient: '123', scope: 'openid launch/patient patient/*.rs' });
  });

  test('onSmartLoginPreContextSelection supplies choices: of several the person chooses', async () => {
    const page = await openSignedIn(
      new Person(),
      requestUrl(server.issuer, { scope: 'launch/patient patient/*.rs' }),
      bertha,
    );

    expect(kindOf(page)).toBe('selection');
    expect(page.text).toContain('Another one');
  });

  describe('it is asked once for a request and a sign-in', () => {
    const offered = async (): Promise<number> => {
      const runs = `select 1 from audit_event where kind = 'SCRIPT' and detail->>'function' = 'onSmartLoginPreContextSelection' and username = 'bertha'`;
      return (await rowsOf(server.databaseUrl, runs)).length;
    };

    test('what was chosen is what was offered, however often the page was made; nothing of it stays', async () => {
      const before = await offered();
      const person = new Person();
      const { verifier, challenge } = newPkce();
      const url = requestUrl(server.issuer, { scope: 'launch/patient patient/*.rs', code_challenge: challenge });
      const page = await openSignedIn(person, url, bertha);
      const choice = choicesOf(page).find((each) => each.startsWith('Patient/at-')) ?? '';
      expect(choicesOf(await person.open(page.url))).toContain(choice);
      const answer = await person.approve(await person.choose(page, choice));
      const code = answerParameters(answer).code ?? '';
      const callback = new URL('https://app.example/cb');
      const { body } = await answered(
        postForm(`${server.issuer}/oauth/token`, redemption({ code, pkce: { verifier, challenge }, callback })),
      );

      expect(body).toMatchObject({ patient: choice.slice('Patient/'.length) });
      expect((await offered()) - before).toBe(1);
      const kept = `select 1 from pending_authorization where consumed_at is not null and preset is not null`;
      expect(await rowsOf(server.databaseUrl, kept)).toEqual([]);
    });

    test('also where it was asked before the request had to wait; another request asks anew, and so does another sign-in', async () => {
      const person = new Person();
      const url = requestUrl(server.issuer, { scope: 'launch/patient patient/*.rs' });
      const first = choicesOf(await openSignedIn(person, url, bertha));
      const before = await offered();

      const second = await person.open(url);
      expect((await offered()) - before).toBe(1);
      expect(choicesOf(second)).not.toEqual(first);

      const signIn = await person.open(requestUrl(server.issuer, { scope: 'launch/patient', prompt: 'login' }));
      const third = await person.signIn(signIn, bertha);
      expect((await offered()) - before).toBe(2);
      expect(choicesOf(await person.open(second.url))).not.toEqual(choicesOf(second));
      expect((await offered()) - before).toBe(3);
      expect(kindOf(third)).toBe('selection');
    });
  });

  describe('a script that fails (ruling 36, S-09)', () => {
    test('onTokenGenerating: server_error with a fixed text and a reference; nothing of what it threw', async () => {
      const { status, body } = await token({ grant_type: 'client_credentials' }, basic('failing', SECRET));

      expect([status, body.error]).toEqual([500, 'server_error']);
      expect(body.error_description).toMatch(/^The server could not complete the request\./);
      expect(JSON.stringify(body)).not.toContain('secret of');
    });

    test('a grant of which nothing came never was', async () => {
      const families = async () => rowsOf(server.databaseUrl, 'select grant_id from token_family order by grant_id');
      const asked = { grant_type: 'password', username: 'amelia', password: amelia.password, client_id: 'public-app' };
      const before = await families();

      expect((await token({ ...asked, scope: 'user/*.rs', hint: 'fail' })).status).toBe(500);
      expect(await families()).toEqual(before);
    });

    test('the code and the refresh token are not spent by it', async () => {
      const issued = await obtainCode(server.issuer, { launch: 'fail', scope: 'openid user/*.rs offline_access' });
      const [one, two] = [await token(redemption(issued)), await token(redemption(issued))];

      expect([one.status, two.status]).toEqual([500, 500]);
      await rowsOf(
        server.databaseUrl,
        `update authorization_code set details = details || '{"launch":"fine"}' where consumed_at is null`,
      );
      const tokens = (await token(redemption(issued))).body as Tokens;
      const failing = `update token_family set details = details || jsonb_build_object('launch', $1::text)`;
      await rowsOf(server.databaseUrl, failing, ['fail']);
      const again = [
        await refresh(server.issuer, tokens.refresh_token),
        await refresh(server.issuer, tokens.refresh_token),
      ];
      expect(again.map(({ status }) => status)).toEqual([500, 500]);
      await rowsOf(server.databaseUrl, failing, ['fine']);
      const renewed = await refresh(server.issuer, tokens.refresh_token);
      expect(renewed.status).toBe(200);
      expect((await refresh(server.issuer, String(renewed.body.refresh_token))).status).toBe(200);
    });

    test('neither is spent where the script leaves nothing that is worth granting, and the app is told why', async () => {
      const scope = 'openid launch/patient patient/*.rs offline_access';
      const issued = await obtainCode(server.issuer, { launch: 'nobody', scope });
      const [one, two] = [await token(redemption(issued)), await token(redemption(issued))];
      const retold = (table: string, launch: string) =>
        rowsOf(server.databaseUrl, `update ${table} set details = details || jsonb_build_object('launch', $1::text)`, [
          launch,
        ]);
      await retold('authorization_code', 'fine');
      const tokens = (await token(redemption(issued))).body as Tokens;
      await retold('token_family', 'nobody');
      const again = [
        await refresh(server.issuer, tokens.refresh_token),
        await refresh(server.issuer, tokens.refresh_token),
      ];
      await retold('token_family', 'fine');
      const renewed = await refresh(server.issuer, tokens.refresh_token);

      for (const { status, body } of [one, two, ...again]) {
        expect([status, body.error]).toEqual([400, 'invalid_scope']);
        expect(body.error_description).toContain('neither the launch, nor a script of this server');
      }
      expect(renewed).toMatchObject({ status: 200, body: { patient: '123', scope } });
    });

    test('implicit: the app is told server_error', async () => {
      const person = new Person();
      const wish = { client_id: 'implicit-app', response_type: 'token', scope: 'user/*.rs', launch: 'fail' };
      const url = requestUrl(server.issuer, { ...wish, code_challenge: undefined, code_challenge_method: undefined });
      const page = await person.approve(await openSignedIn(person, url, amelia));

      expect(fragmentParameters(page)).toMatchObject({ error: 'server_error' });
      expect(page.headers.get('location')).not.toContain('secret');
    });

    test('onSmartLoginPreContextSelection: the error page with a reference', async () => {
      const page = await openSignedIn(
        new Person(),
        requestUrl(server.issuer, { scope: 'launch/patient patient/*.rs' }),
        dora,
      );

      expect(errorFacts(page)).toMatchObject({ status: 500, message: 'The server could not complete the request.' });
      expect(errorFacts(page).reference).toBeDefined();
      expect(page.text).not.toContain('secret of');
    });
  });
});
