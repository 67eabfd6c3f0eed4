import { basic, postForm } from '../support/app.js';
import { requestUrl } from '../support/authorization.js';
import { answered } from '../support/endpoint-calls.js';
import { REDIRECT_URI, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const [publicApp, , , backend] = testClients;

/** As they are in files of the product: loaded with a warning, because nobody can use them. */
const clients = [
  { ...backend, clientId: 'without-proof', clientSecrets: [], secretRequired: false },
  { ...backend, clientId: 'without-required-proof', clientSecrets: [] },
  { ...publicApp, clientId: 'without-address', registeredRedirectUris: [] },
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ clients });
});
afterAll(() => server.stop());

describe('reference 13: clients of a seed file that list a grant they cannot use do not stop the start', () => {
  describe.each(['without-proof', 'without-required-proof'])('client credentials of %s', (clientId) => {
    test.each([
      { name: 'its id alone', fields: { client_id: clientId }, headers: {} },
      { name: 'an empty secret', fields: { client_id: clientId, client_secret: '' }, headers: {} },
      { name: 'an invented secret', fields: { client_id: clientId, client_secret: 'an invented secret' }, headers: {} },
      { name: 'an empty secret by HTTP Basic', fields: {}, headers: basic(clientId, '') },
      { name: 'an invented secret by HTTP Basic', fields: {}, headers: basic(clientId, 'an invented secret') },
    ])('STD RFC6749-12, ruling 57: are refused with $name', async ({ fields, headers }) => {
      const form = { grant_type: 'client_credentials', scope: 'system/*.rs', ...fields } as Record<string, string>;
      const answer = await answered(postForm(`${server.issuer}/oauth/token`, form, headers));

      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(['invalid_client', 'unauthorized_client', 'invalid_request']).toContain(answer.body.error);
      expect(answer.body).not.toHaveProperty('access_token');
    });
  });

  const address = (redirect: Readonly<Record<string, string>>): string =>
    requestUrl(server.issuer, { client_id: 'without-address', ...redirect });

  test.each(['https://evil.example/cb', REDIRECT_URI, 'http://127.0.0.1/cb', ''])(
    'V-01: an app without an address is sent nowhere, whatever redirect_uri it names: "%s"',
    async (redirectUri) => {
      const answer = await fetch(address({ redirect_uri: redirectUri }), { redirect: 'manual' });

      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    },
  );

  test('V-01: nor when it pushes its request', async () => {
    const fields = Object.fromEntries(new URL(address({ redirect_uri: REDIRECT_URI })).searchParams);
    const answer = await answered(postForm(`${server.issuer}/oauth/par`, fields));

    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });
});
