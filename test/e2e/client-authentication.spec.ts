import { decodeJwt } from 'jose';
import { basic, obtainCode, postForm, redemption } from '../support/app.js';
import { answered, type Answer } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { requestHead, sendRaw } from '../support/raw-http.js';
import { REDIRECT_URI, SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const [publicApp, , webApp, backend] = testClients;
const SPECIAL = 'a b+c%2f:ü&=?';
const HOUR = 3_600_000;
const fromNow = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();

const service = (clientId: string, clientSecrets: readonly object[], more: object = {}): Record<string, unknown> => ({
  ...backend,
  clientId,
  clientSecrets,
  ...more,
});

const clients: readonly Record<string, unknown>[] = [
  { ...publicApp },
  { ...webApp },
  service('backend', [{ secret: SECRET }]),
  service('special', [{ secret: SPECIAL }]),
  service('colon%3Aid', [{ secret: SECRET }]),
  service('expired', [{ secret: SECRET, expiration: fromNow(-1) }]),
  service('not-yet', [{ secret: SECRET, activation: fromNow(1) }]),
  service('basic-only', [{ secret: SECRET }], { tokenEndpointAuthMethod: 'client_secret_basic' }),
  service('post-only', [{ secret: SECRET }], { tokenEndpointAuthMethod: 'client_secret_post' }),
  service('disabled', [{ secret: SECRET }], { enabled: false }),
  {
    ...publicApp,
    clientId: 'expired-app',
    secretRequired: false,
    clientSecrets: [{ secret: SECRET, expiration: fromNow(-1) }],
  },
];

describe('client authentication at the token endpoint', () => {
  let server: TestServer;
  let endpoint: string;
  beforeAll(async () => {
    server = await startTestServer({ clients });
    endpoint = `${server.issuer}/oauth/token`;
  });
  afterAll(() => server.stop());

  const ask = (
    headers: Readonly<Record<string, string>>,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Answer> => answered(postForm(endpoint, { grant_type: 'client_credentials', ...fields }, headers));
  const header = (credentials: string): Record<string, string> => ({
    authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
  });

  describe('STD X5: a failed HTTP Basic is 401 with a challenge', () => {
    test.each([
      { name: 'a wrong secret', headers: basic('backend', 'wrong') },
      { name: 'an empty secret', headers: basic('backend', '') },
      { name: 'an unknown client', headers: basic('nobody', SECRET) },
      { name: 'a disabled client', headers: basic('disabled', SECRET) },
      { name: 'an expired secret', headers: basic('expired', SECRET) },
      { name: 'a secret that is not active yet', headers: basic('not-yet', SECRET) },
      { name: 'a public client with an invented secret', headers: basic('public-app', SECRET) },
      { name: 'no colon', headers: header('backend') },
      { name: 'no base64', headers: { authorization: 'Basic ***' } },
      { name: 'nothing behind the scheme', headers: { authorization: 'Basic' } },
      { name: 'broken percent-encoding', headers: header('backend:%zz') },
    ])('$name', async ({ headers }) => {
      const answer = await ask(headers);

      expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
      expect(answer.headers.get('www-authenticate')).toBe('Basic realm="gatehouse"');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    });

    test('STD RFC6749-8: an access token in place of the credentials', async () => {
      const answer = await ask({ authorization: 'Bearer x' });

      expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
      expect(answer.headers.get('www-authenticate')).toBe('Basic realm="gatehouse"');
    });

    test('V-56: nothing in the answer tells unknown, disabled and wrong apart', async () => {
      const descriptions = new Set<unknown>();
      for (const headers of [basic('backend', 'wrong'), basic('nobody', SECRET), basic('disabled', SECRET)])
        descriptions.add((await ask(headers)).body.error_description);

      expect(descriptions.size).toBe(1);
    });
  });

  describe('STD X5: a failure in the body is 400 without a challenge', () => {
    test.each([
      { name: 'a wrong secret', fields: { client_id: 'backend', client_secret: 'wrong' } },
      { name: 'an unknown client', fields: { client_id: 'nobody', client_secret: SECRET } },
      { name: 'no secret', fields: { client_id: 'backend' } },
      { name: 'an empty secret', fields: { client_id: 'backend', client_secret: '' } },
      { name: 'a secret without client id', fields: { client_secret: SECRET } },
      { name: 'nothing at all', fields: {} },
      {
        name: 'an assertion that is none',
        fields: {
          client_id: 'backend',
          client_assertion: 'e30.e30.',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        },
      },
    ])('$name', async ({ fields }) => {
      const answer = await ask({}, fields);

      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_client']);
      expect(answer.headers.get('www-authenticate')).toBeNull();
    });
  });

  describe('RFC6749-7: one method per request', () => {
    test.each([
      { name: 'Basic and client_secret', fields: { client_secret: SECRET } },
      { name: 'Basic and client_id with client_secret', fields: { client_id: 'backend', client_secret: SECRET } },
      { name: 'Basic and client_assertion', fields: { client_assertion: 'e30.e30.' } },
      { name: 'Basic and another client_id', fields: { client_id: 'special' } },
    ])('refuses $name', async ({ fields }) => {
      const answer = await ask(basic('backend', SECRET), fields);

      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    });

    test('refuses a secret and an assertion in the body', async () => {
      const answer = await ask({}, { client_id: 'backend', client_secret: SECRET, client_assertion: 'e30.e30.' });

      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    });

    test('the same client_id beside Basic is no second method', async () => {
      expect((await ask(basic('backend', SECRET), { client_id: 'backend' })).status).toBe(200);
    });
  });

  describe('STD X15: characters that clients encode or do not', () => {
    test.each([
      { name: 'form-encoded, as RFC 6749 says', headers: basic('special', SPECIAL) },
      {
        name: 'form-encoded with plus signs',
        headers: header(`special:${new URLSearchParams({ s: SPECIAL }).toString().slice(2)}`),
      },
      { name: 'with the id encoded', headers: header(`colon%253Aid:${SECRET}`) },
      {
        name: 'the scheme in small letters',
        headers: { authorization: `basic ${Buffer.from(`backend:${SECRET}`).toString('base64')}` },
      },
    ])('accepts $name', async ({ headers }) => {
      expect((await ask(headers)).status).toBe(200);
    });

    test('accepts them in the body', async () => {
      expect((await ask({}, { client_id: 'special', client_secret: SPECIAL })).status).toBe(200);
    });

    test.each([
      { name: 'its end missing', secret: SPECIAL.slice(0, -1) },
      { name: 'a character more', secret: `${SPECIAL}x` },
      { name: 'decoded once too often', secret: decodeURIComponent(SPECIAL) },
      { name: 'in other letters', secret: SPECIAL.toUpperCase() },
    ])('refuses the secret $name', async ({ secret }) => {
      expect((await ask({}, { client_id: 'special', client_secret: secret })).body.error).toBe('invalid_client');
    });
  });

  test('ruling 57: an expired secret does not make a public client', async () => {
    const issued = await obtainCode(server.issuer, { client_id: 'expired-app' });

    const answer = await answered(postForm(endpoint, redemption(issued, { client_id: 'expired-app' })));

    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_client']);
  });

  test('RFC6749-7: a confidential client redeems no code without its secret, and the code survives', async () => {
    const issued = await obtainCode(server.issuer, { client_id: 'web-app' }, new Person());
    const fields = redemption(issued, { client_id: 'web-app' });

    const anonymous = await answered(postForm(endpoint, fields));
    const proper = await answered(postForm(endpoint, { ...fields, client_secret: SECRET }));

    expect([anonymous.status, anonymous.body.error, proper.status]).toEqual([400, 'invalid_client', 200]);
  });

  describe('what is no form in a body', () => {
    const body = JSON.stringify({ grant_type: 'client_credentials', client_id: 'backend', client_secret: SECRET });

    test.each([
      { name: 'JSON', type: 'application/json', text: body },
      { name: 'JSON that says it is text', type: 'text/plain', text: body },
      { name: 'a form that says it is text', type: 'text/plain', text: 'grant_type=client_credentials' },
      { name: 'multipart', type: 'multipart/form-data; boundary=x', text: '--x--' },
      { name: 'broken JSON', type: 'application/json', text: '{' },
    ])('STD B2: $name is invalid_request', async ({ type, text }) => {
      const headers = { 'content-type': type };

      const answer = await answered(fetch(endpoint, { method: 'POST', body: text, headers }));

      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    });

    test('STD OA5: refuses parameters in the address', async () => {
      const query = `client_id=backend&client_secret=${SECRET}&grant_type=client_credentials`;

      const answer = await answered(fetch(`${endpoint}?${query}`, { method: 'POST' }));

      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
      expect(answer.text).not.toContain(SECRET);
    });

    test.each(['grant_type', 'client_id', 'scope'])('V-07: refuses %s given twice', async (name) => {
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'backend',
        client_secret: SECRET,
      });
      form.append(name, form.get(name) ?? 'system/*.rs');
      if (name === 'scope') form.append(name, 'system/*.rs');

      const answer = await answered(fetch(endpoint, { method: 'POST', body: form }));

      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    });
  });

  describe('other methods', () => {
    test.each(['GET', 'HEAD', 'PUT', 'DELETE'])('RFC6749-6: %s gives no token', async (method) => {
      const query = new URLSearchParams({ grant_type: 'client_credentials' }).toString();

      const answer = await answered(fetch(`${endpoint}?${query}`, { method, headers: basic('backend', SECRET) }));

      expect([404, 405]).toContain(answer.status);
      expect(answer.text).not.toContain('access_token');
    });

    test('ruling 5: a browser sees the error page with the address', async () => {
      const page = await new Person().request(endpoint);

      expect([404, 405]).toContain(page.status);
      expect(page.headers.get('content-type')).toMatch(/^text\/html/);
      expect(page.text).toContain('/oauth/token');
    });

    test('TRACE shows no secret', async () => {
      const { authorization = '' } = basic('backend', SECRET);

      const { status, body } = await sendRaw(
        server.port,
        requestHead('TRACE', '/oauth/token', ['Host: 127.0.0.1', `Authorization: ${authorization}`]),
      );

      expect([status >= 400, body.includes(authorization.slice(6))]).toEqual([true, false]);
    });
  });

  test.each([
    { name: 'client_secret_basic', headers: basic('backend', SECRET), fields: {} },
    { name: 'client_secret_post', headers: {}, fields: { client_id: 'backend', client_secret: SECRET } },
  ])('STD K1, R4: accepts $name', async ({ headers, fields }) => {
    const answer = await ask(headers, fields);

    expect(decodeJwt(answer.body.access_token as string).client_id).toBe('backend');
  });

  test.each([
    { clientId: 'backend', byHeader: 200, byBody: 200 },
    { clientId: 'basic-only', byHeader: 200, byBody: 400 },
    { clientId: 'post-only', byHeader: 401, byBody: 200 },
  ])('STD OID-14: by its registered method only: $clientId', async ({ clientId, byHeader, byBody }) => {
    const header = await ask(basic(clientId, SECRET));
    const body = await ask({}, { client_id: clientId, client_secret: SECRET });

    expect([header.status, body.status]).toEqual([byHeader, byBody]);
  });

  test('accepts none for a public client', async () => {
    const issued = await obtainCode(server.issuer);

    expect((await postForm(endpoint, redemption(issued, { redirect_uri: REDIRECT_URI }))).status).toBe(200);
  });
});
