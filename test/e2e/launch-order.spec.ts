import { clientToken, tokensFor } from '../support/endpoint-calls.js';
import { ehrClient, newLaunch, orderLaunch } from '../support/ehr.js';
import { rowsOf } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha, carla } from '../support/test-users.js';

const FHIR_BASE = 'https://fhir.example/r4';
const [publicApp] = testClients;
const PAGES = ['https://app.example/launch', 'https://app.example/launch?theme=a%20b'];
const permission = { permission: 'GATEHOUSE_CREATE_LAUNCH' };

const clients = [
  ...testClients,
  ehrClient,
  { ...publicApp, clientId: 'chart', scopes: ['openid', 'launch', 'patient/*.rs'], launchUrls: PAGES },
  { ...publicApp, clientId: 'automatic', autoGrantScopes: ['launch'] },
  { ...publicApp, clientId: 'switched-off', scopes: ['launch'], enabled: false },
  { ...ehrClient, clientId: 'superuser', permissions: [{ permission: 'ROLE_SUPERUSER' }] },
  { ...ehrClient, clientId: 'backend-with-launch', permissions: [], scopes: ['launch', 'system/*.rs'] },
];
const carlaAsSuperuser = { ...carla, authorities: [{ permission: 'ROLE_SUPERUSER' }] };
const disabled = { ...carla, username: 'erna', email: 'erna@example.org', accountDisabled: true };
const machine = { ...carla, username: 'MACHINE', email: 'machine@example.org', systemUser: true };
const users = [
  disabled,
  machine,
  { ...amelia, authorities: [...amelia.authorities, permission] },
  bertha,
  carlaAsSuperuser,
];

const order = { clientId: 'chart', user: 'amelia', patient: 'Patient/123' };

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    clients,
    users,
    properties: [`module.smart_auth.config.allowed_audience_list=${FHIR_BASE}`],
  });
});

afterAll(() => server.stop());

/** What a token needs to be of use at this server itself. */
const forHere = () => ({ resource: server.issuer });

const launches = async (): Promise<number> =>
  (await rowsOf<{ count: number }>(server.databaseUrl, 'select count(*)::int as count from launch'))[0]?.count ?? 0;

describe('POST /launch: who may', () => {
  test('RFC6750-3: without a token: the bare challenge', async () => {
    const answer = await orderLaunch(server.issuer, order, { headers: { authorization: '' } });

    expect([answer.status, answer.text]).toEqual([401, '']);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="gatehouse"(?!.*error)/);
  });

  test.each(['nonsense', 'eyJhbGciOiJub25lIn0.e30.'])('%j is no token', async (token) => {
    const answer = await orderLaunch(server.issuer, order, { token });

    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_token']);
  });

  test.each([
    {
      name: 'a client without it',
      token: async () => (await clientToken(server.issuer, 'backend', SECRET, forHere())).access_token,
    },
    {
      name: 'a person without it',
      token: async () =>
        (await tokensFor(server.issuer, { scope: 'openid', credentials: bertha, parameters: forHere() })).access_token,
    },
  ])('ruling 41: $name lacks the permission', async ({ token }) => {
    const answer = await orderLaunch(server.issuer, order, { token: await token() });

    expect([answer.status, answer.body.error]).toEqual([403, 'insufficient_scope']);
    expect(answer.body.error_description).toContain('GATEHOUSE_CREATE_LAUNCH');
    expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope');
  });

  test.each([
    {
      name: 'a client',
      token: async () => (await clientToken(server.issuer, 'superuser', SECRET, forHere())).access_token,
    },
    {
      name: 'a person',
      token: async () =>
        (await tokensFor(server.issuer, { scope: 'openid', credentials: carla, parameters: forHere() })).access_token,
    },
  ])('ruling 38: $name has the permission by a role that holds it', async ({ token }) => {
    expect((await orderLaunch(server.issuer, { ...order, user: 'carla' }, { token: await token() })).status).toBe(201);
  });

  test('B-29: a token in the address is refused', async () => {
    const { access_token: token } = await clientToken(server.issuer, 'ehr');
    const response = await fetch(`${server.issuer}/launch?access_token=${token}`, { method: 'POST' });

    expect(response.status).toBe(400);
  });

  test('ruling 41: a person with the permission orders launches, for nobody else', async () => {
    const { access_token: token } = await tokensFor(server.issuer, {
      scope: 'openid',
      credentials: amelia,
      parameters: forHere(),
    });

    const own = await orderLaunch(server.issuer, { clientId: 'chart', patient: '123' }, { token });
    const named = await orderLaunch(server.issuer, { ...order, user: 'Amelia' }, { token });
    const others = await Promise.all(
      ['bertha', 'nobody'].map((user) => orderLaunch(server.issuer, { ...order, user }, { token })),
    );

    expect([own.status, named.status]).toEqual([201, 201]);
    const answers = others.map(({ status, body }) => [status, body.error, body.error_description]);
    expect(answers).toEqual(
      answers.map(() => [400, 'invalid_request', expect.stringMatching(/^user is not the person/)]),
    );
  });
});

describe('POST /launch: what is asked', () => {
  test.each<{ name: string; body: Readonly<Record<string, unknown>> | string; says: RegExp }>([
    { name: 'nothing', body: '', says: /application\/json|not JSON/ },
    { name: 'V-07: a member twice', body: '{"clientId":"chart","user":"amelia","user":"bertha"}', says: /user twice/ },
    { name: 'V-87: a list for a text', body: { ...order, user: ['amelia'] }, says: /^user / },
    { name: 'V-87: an object for an id', body: { ...order, patient: { $ne: '' } }, says: /^patient / },
    { name: 'V-90: depth', body: `{"clientId":"chart","__x":${'['.repeat(50)}${']'.repeat(50)}}`, says: /levels/ },
    { name: 'V-92: a NUL', body: { ...order, intent: 'a\u0000b' }, says: /Unicode/ },
    { name: 'V-92: half a character', body: `{"clientId":"chart","user":"\\ud800"}`, says: /Unicode/ },
    { name: 'an unknown member', body: { ...order, patientId: '1' }, says: /^patientId .*patient/ },
    {
      name: 'STD L5: a banner that is no boolean',
      body: { ...order, need_patient_banner: 1 },
      says: /^need_patient_banner/,
    },
    {
      name: 'STD L9: a patient in fhirContext',
      body: { ...order, fhirContext: [{ reference: 'Patient/1' }] },
      says: /^fhirContext/,
    },
    {
      name: 'STD L3: a visit without its patient',
      body: { clientId: 'chart', user: 'amelia', encounter: '8' },
      says: /^encounter .*patient/,
    },
    { name: 'a person nobody knows', body: { ...order, user: 'nobody' }, says: /^user names nobody/ },
    { name: 'a person who is disabled', body: { ...order, user: 'erna' }, says: /^user names nobody/ },
    { name: 'an account of the system', body: { ...order, user: 'MACHINE' }, says: /^user names nobody/ },
    { name: 'no person', body: { clientId: 'chart' }, says: /^user is missing/ },
    { name: 'no app', body: { user: 'amelia' }, says: /^clientId is missing/ },
    { name: 'an unknown app', body: { ...order, clientId: 'nobody' }, says: /^clientId names no app/ },
    { name: 'a disabled app', body: { ...order, clientId: 'switched-off' }, says: /^clientId names no app/ },
    { name: 'an app without the scope launch', body: { ...order, clientId: 'public-app' }, says: /scope launch/ },
    {
      name: 'a client without people',
      body: { ...order, clientId: 'backend-with-launch' },
      says: /AUTHORIZATION_CODE/,
    },
    { name: 'STD A4: a foreign FHIR server', body: { ...order, aud: 'https://evil.example' }, says: /^aud / },
    {
      name: 'STD R1: an unregistered launch URL',
      body: { ...order, launchUrl: 'https://evil.example' },
      says: /^launchUrl/,
    },
  ])('refuses $name, says so and stores nothing', async ({ body, says }) => {
    const before = await launches();

    const answer = await orderLaunch(server.issuer, body);

    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    expect(answer.body.error_description).toMatch(says);
    expect(await launches()).toBe(before);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', 'text/json'])(
    'V-66, V-87: refuses the content type %j',
    async (type) => {
      const answer = await orderLaunch(server.issuer, order, { headers: { 'content-type': type } });

      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    },
  );

  test('V-90: refuses more than 16 KB', async () => {
    const answer = await orderLaunch(server.issuer, { ...order, __x: 'x'.repeat(17_000) });

    expect([answer.status, answer.body.error]).toEqual([413, 'invalid_request']);
  });

  test('takes JSON in UTF-8 by its full name', async () => {
    const headers = { 'content-type': 'Application/JSON; Charset="UTF-8"' };

    expect((await orderLaunch(server.issuer, order, { headers })).status).toBe(201);
  });

  test.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('V-65, X16: %s is answered nowhere', async (method) => {
    const response = await fetch(`${server.issuer}/launch`, { method, headers: { origin: 'https://app.example' } });

    expect(response.status).toBe(405);
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
  });
});

describe('POST /launch: the answer', () => {
  test('ruling 41, STD L1: a value for five minutes and the address to open, kept from caches and other origins', async () => {
    const { status, headers, body } = await orderLaunch(server.issuer, order, {
      headers: { origin: 'https://app.example' },
    });
    const { launch, expiresAt, launchUrl } = body as Record<string, string>;
    const address = new URL(launchUrl ?? '');
    const left = new Date(expiresAt ?? '').getTime() - Date.parse(headers.get('date') ?? '');

    expect(status).toBe(201);
    expect(launch).toMatch(/^ghl_[\w-]{43}$/);
    expect(Math.round(left / 10_000)).toBe(30);
    expect(address.origin + address.pathname).toBe(PAGES[0]);
    expect(Object.fromEntries(address.searchParams)).toEqual({ iss: FHIR_BASE, launch });
    expect([headers.get('cache-control'), headers.get('access-control-allow-origin')]).toEqual(['no-store', null]);
  });

  test('STD R1: the registered address that was asked for, byte by byte', async () => {
    const { launchUrl, launch } = await newLaunch(server.issuer, {
      ...order,
      launchUrl: PAGES[1],
      aud: `${FHIR_BASE}/`,
    });

    expect(launchUrl).toBe(`${String(PAGES[1])}&iss=${encodeURIComponent(FHIR_BASE)}&launch=${launch}`);
  });

  test('an app without launch URLs is opened by the EHR as it likes', async () => {
    expect(await newLaunch(server.issuer, { ...order, clientId: 'automatic' })).not.toHaveProperty('launchUrl');
  });

  test('R-14, O-05: neither the value nor the token is anywhere in the database', async () => {
    const { launch } = await newLaunch(server.issuer, order);
    const rows = await rowsOf(server.databaseUrl, 'select * from launch');

    expect(JSON.stringify(rows)).not.toContain(launch.slice(4));
    expect(JSON.stringify(await rowsOf(server.databaseUrl, 'select * from audit_event'))).not.toContain(
      launch.slice(4),
    );
  });
});

describe('POST /launch: the audit log', () => {
  const records = () =>
    rowsOf<Record<string, unknown>>(
      server.databaseUrl,
      `select client_id, outcome, username, error_code, detail from audit_event where kind = 'LAUNCH_CREATION' order by sequence desc limit 1`,
    );

  test('who made which launch for whom; which resources, but not whose', async () => {
    await newLaunch(server.issuer, { ...order, patient: 'canary-patient', intent: 'canary-intent' });
    const [record] = await records();

    expect(record).toMatchObject({
      client_id: 'ehr',
      outcome: 'success',
      detail: { app: 'chart', person: 'amelia', context: ['patient', 'intent'] },
    });
    expect(JSON.stringify(record)).not.toContain('canary');
  });

  test.each([
    { name: 'of a client without the permission', token: 'backend', expected: ['backend', 'insufficient_scope'] },
    { name: 'that cannot be carried out', token: 'ehr', expected: ['ehr', 'invalid_request'] },
  ])('O-14: an order $name is on record', async ({ token, expected }) => {
    const { access_token } = await clientToken(server.issuer, token, SECRET, forHere());
    await orderLaunch(server.issuer, { clientId: 'nobody', user: 'amelia' }, { token: access_token });
    const [record] = await records();

    expect([record?.client_id, record?.error_code]).toEqual(expected);
    expect(record).toMatchObject({ outcome: 'failure', detail: { endpoint: 'launch' } });
  });
});
