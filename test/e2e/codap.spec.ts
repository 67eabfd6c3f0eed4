import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { basic, postForm } from '../support/app.js';
import { newClientKey, keySetOf } from '../support/client-keys.js';
import { assertionFields } from '../support/client-assertions.js';
import { answered, introspect, tokensFor, userinfo, type Answer } from '../support/endpoint-calls.js';
import {
  CODAP_GRANT,
  CodapClient,
  DOCUMENTED_SCRIPT,
  latestRecord,
  ORGANIZATION,
  type CodapWish,
} from '../support/codap.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { amelia, bertha } from '../support/test-users.js';
import { wardModule } from '../support/ward-module.js';

const key = newClientKey('ES384', 'partner-key');
const backend = testClients.find(({ clientId }) => clientId === 'backend')!;
const partner = {
  ...backend,
  clientId: 'partner',
  allowedGrantTypes: ['JWT_BEARER', 'TOKEN_EXCHANGE'],
  scopes: ['patient/*.rs', 'patient/*.cruds', 'user/*.rs', 'openid', 'profile', 'fhirUser', 'offline_access'],
  autoGrantScopes: ['user/*.rs'],
  clientSecrets: [],
  publicJwks: keySetOf(key),
  accessTokenValiditySeconds: 120,
  codapIssuers: [ORGANIZATION],
};
const clients = [
  ...testClients,
  partner,
  { ...partner, clientId: 'own-name', codapIssuers: [] },
  { ...partner, clientId: 'shut' },
  { ...partner, clientId: 'sure', secondFactorRequired: true },
  { ...partner, clientId: 'not-listed', allowedGrantTypes: ['CLIENT_CREDENTIALS'] },
  {
    ...partner,
    clientId: 'both',
    clientSecrets: [{ secret: SECRET, description: 'test' }],
    tokenEndpointAuthMethod: undefined,
  },
];

/** Everything that the documents do not show, by what the practitioner is called. */
const FURTHER_SCRIPT = `
${DOCUMENTED_SCRIPT.replace('function authenticate', 'function documented')}
function authenticate(theRequest, theOutcomeFactory) {
  const name = theRequest.requestingPractitioner.identifier.value;
  const outcome = documented(theRequest, theOutcomeFactory);
  const token = theRequest.authorizationToken;
  Log.info('asked as ' + name + ' for ' + theRequest.reasonForRequest + ' with ' + token.getStringClaim('acr') + ' by ' +
    theRequest.authenticationToken.getStringClaim('sub'));
  if (name === 'UNKNOWN') {
    const failure = theOutcomeFactory.newFailure();
    failure.message = 'not one of ours';
    failure.unknownUsername = true;
    return failure;
  }
  if (name === 'NOTHING') return null;
  if (name === 'NOBODY') outcome.username = '';
  if (name === 'LOOP') for (;;) {}
  if (name === 'WRONG') outcome.addAuthority('FHIR_EVERYTHING');
  if (name === 'AMELIA') outcome.username = 'amelia';
  if (name === 'ADMIN') outcome.addAuthority('ACCESS_ADMIN_JSON');
  if (name === 'NAMED') outcome.familyName = 'Other';
  return outcome;
}
function onPostAuthorize(theDetails) {
  const practitioner = theDetails.requestingPractitioner;
  if (!practitioner) return Log.info('nobody asked for a record');
  Log.info(theDetails.grantType + ': ' + practitioner.identifier.value + ' > ' + theDetails.requestedRecord.id);
}
`;

/** Holds no permission for FHIR data. */
const clerk = administrator(
  'clerk',
  ['ADD_CLIENT', 'EDIT_CLIENT', 'VIEW_CLIENT_LIST'].map((name) => `OPENID_CONNECT_${name}`),
);

let server: AdminServer;
let ehr: CodapClient;
/** The module whose post-authorize file has all functions. */
let wardEhr: CodapClient;

beforeAll(async () => {
  server = await startAdminServer({
    clients,
    users: [amelia, bertha, clerk],
    files: { 'codap.js': DOCUMENTED_SCRIPT, 'all.js': FURTHER_SCRIPT },
    properties: [
      'module.smart_auth.config.codap.enabled=true',
      'module.smart_auth.config.codap.auth_script.file=classpath:codap.js',
      'module.smart_auth.config.token_exchange.enabled=true',
      ...wardModule,
      'module.ward.config.codap.enabled=true',
      'module.ward.config.post_authorize_script.file=classpath:all.js',
    ],
  });
  ehr = new CodapClient(server.issuer, key);
  wardEhr = new CodapClient(`${server.issuer}/ward`, key);
});
afterAll(() => server.stop());

const as = (value: string, more: CodapWish = {}): CodapWish => ({
  ...more,
  practitioner: { id: `id-of-${value}`, identifier: [{ value }] },
});
const compartment = (permission: string) => ({ permission, argument: 'Patient/123' });

describe('product document 11.16.6, STD CO1, CO2, CO5, N10: a practitioner of another organisation', () => {
  test('ruling 4: the documents’ script admits, for the patient’s compartment, narrowed by the scopes', async () => {
    const { status, body } = await ehr.ask();

    expect({ status, body }).toEqual({
      status: 200,
      body: {
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 120,
        scope: 'patient/*.rs openid',
        patient: '123',
      },
    });
    const { body: told } = await introspect(server.issuer, body['access_token'] as string);
    expect(told).toMatchObject({
      ...{ active: true, username: 'D-4711', sub: 'D-4711', client_id: 'partner', patient: '123' },
      permissions: [compartment('FHIR_READ_ALL_IN_COMPARTMENT')],
    });
    expect([told['acr'], told['auth_time'], told['amr']]).toEqual([undefined, undefined, undefined]);
  });

  test('with scopes to write, the token may write, in that compartment alone', async () => {
    const { body } = await ehr.ask({ authorization: { requested_scopes: 'patient/*.cruds' } });
    const { body: told } = await introspect(server.issuer, body['access_token'] as string);

    expect(told['permissions']).toEqual([
      compartment('FHIR_READ_ALL_IN_COMPARTMENT'),
      compartment('FHIR_WRITE_ALL_IN_COMPARTMENT'),
    ]);
  });

  test('ruling 38: what the script grants about one patient opens nothing where another is in context', async () => {
    const { body } = await ehr.ask({ patient: { id: '456' } });
    const { body: told } = await introspect(server.issuer, body['access_token'] as string);

    expect(told).toMatchObject({
      patient: '456',
      permissions: [{ permission: 'FHIR_READ_ALL_IN_COMPARTMENT', argument: 'Patient/456' }],
    });
  });

  test.each([
    {
      name: 'V-30: less by scope',
      scopes: 'patient/*.rs',
      fields: { scope: 'patient/Observation.r' },
      granted: 'patient/Observation.r',
    },
    {
      name: 'V-30: more by scope',
      scopes: 'patient/Observation.r',
      fields: { scope: 'patient/*.rs' },
      granted: 'invalid_scope',
    },
    { name: 'what the client has not', scopes: 'system/*.rs', fields: {}, granted: 'invalid_scope' },
    { name: 'no refresh token', scopes: 'patient/*.rs offline_access', fields: {}, granted: 'patient/*.rs' },
    { name: 'nobody’s fhirUser', scopes: 'openid fhirUser', fields: {}, granted: 'openid' },
    {
      name: 'no context that is not there',
      scopes: 'patient/*.rs launch/encounter',
      fields: {},
      granted: 'patient/*.rs',
    },
  ])('$name: $granted', async ({ scopes, fields, granted }) => {
    const { body } = await ehr.ask({ authorization: { requested_scopes: scopes }, fields });

    expect([body['scope'] ?? body['error'], body['refresh_token'], body['id_token']]).toEqual([
      granted,
      undefined,
      undefined,
    ]);
  });

  test('the account has the names of the practitioner, and is found again by issuer and practitioner alone', async () => {
    await ehr.ask();
    const { body } = await ehr.ask({ practitioner: { identifier: [{ value: 'D-9999' }] } });
    const { body: told } = await introspect(server.issuer, body['access_token'] as string);
    const rows = await rowsOf(
      server.databaseUrl,
      `select u.username, u.family_name, u.given_name, u.email, i.source, i.issuer, i.subject
         from user_account u join external_identity i on i.user_pid = u.pid where i.subject = 'prac-77' and i.source = 'codap:smart_auth'`,
    );

    expect(told['username']).toBe('D-4711');
    expect(rows).toEqual([
      {
        ...{ username: 'D-4711', family_name: 'Careful', given_name: 'Adam B.', email: 'adam@partner.example' },
        ...{ source: 'codap:smart_auth', issuer: ORGANIZATION, subject: 'prac-77' },
      },
    ]);
  });

  test('userinfo, exchange and revocation know the token; a code grant of the same module is as ever', async () => {
    const { body } = await ehr.ask({ authorization: { requested_scopes: 'openid profile patient/*.rs' } });
    const token = body['access_token'] as string;
    const person = await userinfo(server.issuer, token);
    const exchanged = await answered(
      postForm(`${server.issuer}/oauth/token`, {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        scope: 'patient/Observation.r',
        ...assertionFields(await ehr.authentication()),
      }),
    );
    const narrower = await introspect(server.issuer, exchanged.body['access_token'] as string);
    const revoked = await postForm(`${server.issuer}/oauth/revoke`, {
      token,
      ...assertionFields(await ehr.authentication()),
    });

    expect(person.body).toMatchObject({ sub: 'D-4711', family_name: 'Careful', given_name: 'Adam B.' });
    expect(narrower.body).toMatchObject({ active: true, scope: 'patient/Observation.r', patient: '123' });
    expect(narrower.body['permissions']).toMatchObject([{ argument: 'Observation.r in Patient/123' }]);
    expect([revoked.status, (await introspect(server.issuer, token)).body]).toEqual([200, { active: false }]);
    expect((await introspect(server.issuer, exchanged.body['access_token'] as string)).body).toEqual({ active: false });
    expect((await tokensFor(server.issuer)).scope).toContain('openid');
  });
});

describe('ruling 14, ruling 36: who is not admitted is answered invalid_grant, and no more', () => {
  const refusal = {
    error: 'invalid_grant',
    error_description: 'The practitioner was not given access to this record.',
  };

  test('ruling 4: BADUSER; message and incorrectPassword are on record', async () => {
    const { status, body, text } = await ehr.ask(as('BADUSER'));
    const { kind, detail } = await latestRecord(server.databaseUrl);

    expect([status, body]).toEqual([400, expect.objectContaining(refusal)]);
    expect(text).not.toContain('Banned');
    expect([kind, detail['script'], detail['cause']]).toEqual([
      'TOKEN_REFUSAL',
      { message: 'Banned username', incorrectPassword: true, unknownUsername: false },
      'the script refused: Banned username',
    ]);
  });

  test('ruling 4: a practitioner without identifier; what the script threw is on record', async () => {
    const { status, body } = await ehr.ask({ practitioner: { id: 'none', identifier: undefined } });
    const { detail } = await latestRecord(server.databaseUrl);

    expect([status, body]).toEqual([400, expect.objectContaining(refusal)]);
    expect(detail['cause']).toContain('Practitioner.identifier.value did not have a value!');
  });

  test('F-23: while the script is left alone nothing is decided: 503, and the same JWT counts afterwards', async () => {
    const wish = as('LOOP', { patient: { id: 'looping' } });
    const last = { ...wish, authorization: { jti: 'not-begun' } };
    for (let kills = 0; kills < 5; kills++) expect((await wardEhr.ask(wish)).status).toBe(400);

    const [first, again] = [await wardEhr.ask(last), await wardEhr.ask(last)];
    expect([first.status, again.status]).toEqual([503, 503]);
    expect(again.body).toMatchObject({ error: 'temporarily_unavailable' });
    expect(Number(first.headers.get('retry-after'))).toBeGreaterThan(20);
    expect((await wardEhr.ask(as('AMELIA'))).status).toBe(400);
  });

  test.each([
    ['UNKNOWN', 'the script refused: not one of ours'],
    ['NOTHING', 'the script failed'],
    ['NOBODY', 'the script failed'],
    ['LOOP', 'compute-limit'],
    ['WRONG', 'FHIR_EVERYTHING'],
    ['AMELIA', 'name-taken'],
  ])('ruling 36, ruling 60: %s (%s)', async (name, cause) => {
    const { status, body } = await wardEhr.ask(as(name));
    const { detail } = await latestRecord(server.databaseUrl);

    expect([status, body]).toEqual([400, expect.objectContaining(refusal)]);
    expect(detail['cause']).toContain(cause);
  });

  test('V-28, V-54: who is disabled or locked here stays out, and so do the tokens they had', async () => {
    for (const column of ['disabled', 'locked']) {
      const who = as(`TO-BE-${column}`);
      const { body } = await ehr.ask(who);
      await changeElsewhere(server.databaseUrl, {
        topic: 'users:local_security',
        text: `update user_account set account_${column} = true where username = $1`,
        values: [`TO-BE-${column}`],
      });
      const again = await ehr.ask(who);
      const { detail, username } = await latestRecord(server.databaseUrl);

      expect([again.status, again.body]).toEqual([400, expect.objectContaining(refusal)]);
      expect([detail['cause'], username]).toEqual([`the account cannot be used: ${column}`, `TO-BE-${column}`]);
      expect((await introspect(server.issuer, body['access_token'] as string)).body).toEqual({ active: false });
    }
  });

  test('A-19: an app for which one factor is not enough gets nobody in this way', async () => {
    const { body } = await ehr.ask({ clientId: 'sure' });

    expect(body).toMatchObject({ error: 'invalid_grant', error_description: expect.stringContaining('second factor') });
  });
});

describe('what is on record', () => {
  test('STD CO6: organisation, practitioner, reason and both JWTs; the patient by a hash', async () => {
    const { status } = await ehr.ask({
      authorization: { jti: 'the-authorization' },
      authentication: { jti: 'the-authentication' },
    });
    const { kind, detail, username } = await latestRecord(server.databaseUrl);

    expect([status, kind, username]).toEqual([200, 'TOKEN', 'D-4711']);
    expect(detail).toMatchObject({
      grantType: 'jwt_bearer',
      clientAuthentication: 'private_key_jwt',
      requestingOrganization: ORGANIZATION,
      requestingPractitioner: 'prac-77',
      reasonForRequest: 'TREAT',
      acr: 'urn:partner:loa:3',
      requestedScopes: ['patient/*.rs', 'openid'],
      authorizationJti: 'the-authorization',
      authenticationJti: 'the-authentication',
      requestedRecordHash: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(JSON.stringify(detail)).not.toMatch(/Patient\/123|Chalmers/);
  });

  test('STD CO6: a refusal says the same', async () => {
    await ehr.ask(as('BADUSER'));

    expect((await latestRecord(server.databaseUrl)).detail).toMatchObject({
      requestingOrganization: ORGANIZATION,
      requestingPractitioner: 'id-of-BADUSER',
      reasonForRequest: 'TREAT',
    });
  });

  test('product reference 9.1: onPostAuthorize of the same file sees practitioner and record; nobody of another grant', async () => {
    const codap = await wardEhr.ask(as('D-1'));
    await tokensFor(`${server.issuer}/ward`);
    const lines = async () =>
      rowsOf<{ text: string }>(
        server.databaseUrl,
        `select detail::text as text from audit_event where kind = 'SCRIPT' and module_id = 'ward'`,
      );
    let texts = '';
    // The run is behind the answer, and its record behind the run.
    for (const end = Date.now() + 10_000; Date.now() < end && !texts.includes('nobody asked');)
      texts = (await lines()).map(({ text }) => text).join('\n');

    expect(codap.status).toBe(200);
    expect(texts).toContain('asked as D-1 for TREAT with urn:partner:loa:3 by partner');
    expect(texts).toContain('jwt_bearer: D-1 > Patient/123');
    expect(texts).toContain('nobody asked for a record');
  });

  test('ruling 37: administrative permissions of a script count only behind the switch', async () => {
    const { body } = await wardEhr.ask(as('ADMIN'));
    const { body: told } = await introspect(`${server.issuer}/ward`, body['access_token'] as string);

    expect([body['error'], told['permissions']]).toEqual([undefined, [compartment('FHIR_READ_ALL_IN_COMPARTMENT')]]);
  });
});

describe('who may ask', () => {
  const errorOf = async (answer: Promise<Answer>) => (await answer).body['error'];

  test('a client speaks for itself where its definition lists nobody', async () => {
    const own = { clientId: 'own-name', ...as('D-2') };

    expect((await ehr.ask({ ...own, authorization: { iss: 'own-name' } })).status).toBe(200);
    expect(await errorOf(ehr.ask(own))).toBe('invalid_grant');
    expect(await errorOf(ehr.ask({ ...own, clientId: 'partner', authorization: { iss: 'partner' } }))).toBe(
      'invalid_grant',
    );
  });

  test('STD CO2: by a JWT and nothing else', async () => {
    const assertion = await ehr.assertion();

    expect(await errorOf(ehr.send({ assertion }, basic('both', SECRET)))).toBe('invalid_client');
    expect(await errorOf(ehr.send({ assertion, client_id: 'public-app' }))).toBe('unauthorized_client');
    expect(await errorOf(ehr.send({ assertion }))).toBe('invalid_client');
  });

  test('a client that does not list the grant: unauthorized_client', async () => {
    expect(await errorOf(ehr.ask({ clientId: 'not-listed' }))).toBe('unauthorized_client');
  });

  test('STD CO1: without assertion, or with two: invalid_request', async () => {
    const fields = assertionFields(await ehr.authentication());

    expect(await errorOf(ehr.send(fields))).toBe('invalid_request');
  });

  test('V-100: who may make and change clients, and nothing else, is nobody’s partner', async () => {
    const own = newClientKey('ES384', 'own');
    const api = server.as(clerk);
    const path = '/openid-connect-clients/Master/smart_auth';
    const { body } = await api.get<object>(`${path}/shut`);
    const { pid: _pid, ...fresh } = { pid: '', ...body };
    const change = (more: object) => api.put(`${path}/shut`, { ...body, ...more });
    const made = await api.post(path, { ...fresh, clientId: 'mine', publicJwks: keySetOf(own) });
    const refused = [
      made,
      await api.post(path, { ...fresh, clientId: 'org', publicJwks: keySetOf(own), codapIssuers: [] }),
      await change({ publicJwks: keySetOf(own) }),
      await change({ jwksUrl: 'https://mine.example/jwks' }),
      await change({ codapIssuers: [ORGANIZATION, 'https://other.example'] }),
    ];
    const harmless = [await change({ clientName: 'Shut', scopes: ['openid'] }), await change({ enabled: false })];
    const opened = await change({ enabled: true });
    const denials = await rowsOf(
      server.databaseUrl,
      `select 1 from audit_event where kind = 'ADMIN_REFUSAL' and username = 'clerk'`,
    );

    expect(made.text).toContain('Leave JWT_BEARER out, or let somebody make the client who has ROLE_SUPERUSER');
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect([...harmless, opened].map(({ status }) => status)).toEqual([200, 200, 403]);
    expect(denials).toHaveLength(6);
    for (const clientId of ['mine', 'org', 'shut'])
      expect((await ehr.ask({ clientId, key: own })).body['error']).toBe('invalid_client');
  });

  test.each(['openid-configuration', 'oauth-authorization-server', 'smart-configuration'])(
    '%s lists the grant',
    async (name) => {
      const metadata = await answered(fetch(`${server.issuer}/.well-known/${name}`));

      expect(metadata.body['grant_types_supported']).toContain(CODAP_GRANT);
    },
  );
});
