import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basic, postForm } from '../support/app.js';
import { introspect } from '../support/endpoint-calls.js';
import { rowsOf } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const SCRIPT = `
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  Fhir.read('Patient/123');
  const found = Fhir.search().forResource('Patient').whereToken('identifier', 'http://mrn', '7').asList();
  theAuthorizationRequestDetails.addAccessTokenClaim('found', found[0].id);
  try { Fhir.read('Observation/1'); } catch (e) { theAuthorizationRequestDetails.addAccessTokenClaim('refused', e.message); }
}`;
const reader = {
  ...{ clientId: 'script-reader', clientName: 'Reader of scripts', enabled: true, secretRequired: true },
  ...{ allowedGrantTypes: [], scopes: ['system/Patient.rs'] },
};

let fhir: Server;
let base: string;
let server: TestServer;
const heard: { url: string; token: string }[] = [];

beforeAll(async () => {
  fhir = createServer(({ url = '', headers }, response) => {
    heard.push({ url, token: (headers.authorization ?? '').replace('Bearer ', '') });
    const entry = [{ resource: { resourceType: 'Patient', id: '123' } }];
    response.writeHead(200, { 'content-type': 'application/fhir+json' });
    response.end(JSON.stringify({ resourceType: 'Bundle', entry }));
  });
  await new Promise<void>((resolve) => fhir.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(fhir.address() as AddressInfo).port}/r4`;
  server = await startTestServer({
    clients: [...testClients, reader],
    files: { 'launch.js': SCRIPT },
    properties: [
      'module.smart_auth.config.post_authorize_script.file=classpath:launch.js',
      `module.smart_auth.config.context_selection.fhir_base_url=${base}`,
      'module.smart_auth.config.context_selection.fhir_client_id=script-reader',
    ],
  });
});
afterAll(async () => {
  await server.stop();
  fhir.closeAllConnections();
  await new Promise((resolve) => fhir.close(resolve));
});

test('Fhir of a script reads with a token for the one type, which speaks for no person and runs no script itself', async () => {
  const form = { grant_type: 'client_credentials', scope: 'system/*.rs' };
  const response = await postForm(`${server.issuer}/oauth/token`, form, basic('backend', SECRET));
  const { access_token: token = '' } = (await response.json()) as { access_token?: string };
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? 'e30', 'base64url').toString()) as object;
  const [call] = heard;
  const { body: facts } = await introspect(server.issuer, call?.token ?? '');

  expect(heard.map(({ url }) => url)).toEqual(['/r4/Patient/123', '/r4/Patient?identifier=http%3A%2F%2Fmrn%7C7']);
  expect(claims).toMatchObject({
    found: 'Patient/123',
    refused:
      'The read of Observation/1 failed: The client script-reader lacks the scope system/Observation.rs: give it to the client.',
  });
  expect(facts).toMatchObject({ active: true, scope: 'system/Patient.rs', sub: 'script-reader', aud: base });
  expect(facts).not.toHaveProperty('username');

  await postForm(`${server.issuer}/oauth/token`, form, basic('backend', SECRET));
  expect([heard.length, new Set(heard.map((each) => each.token)).size]).toEqual([4, 1]);
  const records = await rowsOf<{ detail: object; remote_address: string }>(
    server.databaseUrl,
    `select detail, remote_address from audit_event where kind = 'TOKEN' and client_id = 'script-reader'`,
  );
  const run = { script: 'classpath:launch.js', function: 'onTokenGenerating', forClient: 'backend' };
  expect(records).toMatchObject([{ detail: { ...run, scopes: ['system/Patient.rs'] }, remote_address: '127.0.0.1' }]);
});
