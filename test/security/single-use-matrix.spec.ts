import { authorizeUrl } from '../support/app.js';
import { CHALLENGE } from '../support/authorization.js';
import { keySetOf } from '../support/client-keys.js';
import { DOCUMENTED_SCRIPT, ORGANIZATION } from '../support/codap.js';
import { ehrClient } from '../support/ehr.js';
import { tokensFor } from '../support/endpoint-calls.js';
import { slots } from '../support/every-slot.js';
import {
  cookieOf,
  DEVICE,
  harvest,
  kinds,
  signer,
  twinOf,
  type Holdings,
  type Lasting,
} from '../support/every-value.js';
import { FhirEndpoint } from '../support/fhir-endpoint.js';
import { LogoutReceiver } from '../support/logout-receiver.js';
import { Person } from '../support/person.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha, carla } from '../support/test-users.js';

const [publicApp, otherApp, webApp, backend, resourceServer] = testClients;
const addsClients = { permission: 'OPENID_CONNECT_ADD_CLIENT' };
/** Wrong passwords that lock an account. */
const LIMIT = 5;

const fhir = new FhirEndpoint();
let app: LogoutReceiver;
let server: TestServer;
let lasting: Lasting;

beforeAll(async () => {
  await fhir.start();
  app = await LogoutReceiver.start();
  server = await startTestServer({
    files: { 'codap.js': DOCUMENTED_SCRIPT },
    clients: clients(),
    users: [{ ...amelia, authorities: [...amelia.authorities, addsClients] }, bertha, carla],
    properties: [
      'device_grant.enabled=true',
      'token_exchange.enabled=true',
      'request_objects.enabled=true',
      'codap.enabled=true',
      'codap.auth_script.file=classpath:codap.js',
      'client_registration.policy=token',
      'dpop.nonce=required',
      'context_selection.source=fhir_search',
      `context_selection.fhir_base_url=${fhir.baseUrl}`,
      'context_selection.fhir_client_id=context-search',
    ].map((line) => `module.smart_auth.config.${line}`),
  });
  fhir.trust({ issuer: server.issuer, clientId: 'resource-server', secret: SECRET });
  lasting = { 'logout token': await logoutToken(), 'device cookie': await deviceCookie() };
});

afterAll(async () => {
  await server.stop();
  await Promise.all([app.down(), fhir.stop()]);
});

function clients() {
  const { clientId, key } = signer;
  const searching = { clientId: 'context-search', enabled: true, allowedGrantTypes: [], secretRequired: true };
  return [
    { ...publicApp, tokenExchangeClients: ['exchanger'] },
    { ...otherApp, backchannelLogoutUri: app.url('/logout') },
    { ...backend },
    { ...resourceServer },
    ehrClient,
    { ...webApp, clientId: 'exchanger', allowedGrantTypes: ['TOKEN_EXCHANGE'] },
    { ...publicApp, clientId: 'tv', allowedGrantTypes: ['DEVICE_CODE'], registeredRedirectUris: [] },
    // It asks nobody, because it has what amelia may do to the server itself.
    {
      ...publicApp,
      clientId: 'launched',
      scopes: ['launch'],
      autoApproveScopes: ['launch'],
      permissions: [addsClients],
    },
    { ...publicApp, clientId: 'finder' },
    { ...backend, clientId: 'admin', permissions: [addsClients] },
    { ...searching, clientName: 'Context search', scopes: ['user/Patient.rs'] },
    {
      ...{ ...publicApp, clientId, publicJwks: keySetOf(key), untypedRequestObjects: true },
      ...{
        allowedGrantTypes: ['AUTHORIZATION_CODE', 'CLIENT_CREDENTIALS', 'JWT_BEARER'],
        codapIssuers: [ORGANIZATION],
        scopes: ['openid', 'patient/*.rs', 'system/*.rs'],
      },
    },
  ];
}

/** What an app is told when a person signs out. */
async function logoutToken(): Promise<string> {
  const person = new Person();
  await tokensFor(server.issuer, { clientId: 'other-public-app', person });
  await person.open(`${server.issuer}/logout`);
  const [received] = await app.atLeast(1);
  return received?.token ?? '';
}

/** Of a person whose account was locked since by somebody elsewhere. */
async function deviceCookie(): Promise<string> {
  const person = new Person();
  await tokensFor(server.issuer, { person, credentials: bertha });
  const stranger = new Person();
  for (let time = 0; time < LIMIT; time++) {
    const form = await stranger.open(authorizeUrl(server.issuer, { code_challenge: CHALLENGE }));
    await stranger.signIn(form, { ...bertha, password: `guess ${String(time)}` });
  }
  return cookieOf(person, DEVICE);
}

describe.each(kinds)('V-22, R-02: the %s', (kind) => {
  const [own, others] = [true, false].map((isOwn) =>
    Object.keys(slots).filter((slot) => slots[slot]?.accepts.includes(kind) === isOwn),
  );
  let held: Holdings;
  beforeAll(async () => {
    held = await harvest(server.issuer, lasting);
  });

  const present = (slot: string, value: string) => slots[slot]?.present(server, value, held);

  test.each(others ?? [])('is no %s, and the refusal tells no more than that of a value nobody made', async (slot) => {
    const value = held.values[kind];
    const made = await present(slot, value);
    const invented = await present(slot, twinOf(value));

    expect(value.length).toBeGreaterThan(8);
    expect(made?.taken).toBe(false);
    expect(made).toEqual(invented);
  });

  test('is good for what it is made for after all that', async () => {
    const uses = (own ?? []).filter((slot) => slots[slot]?.ends !== true);
    const taken: string[] = [];

    for (const slot of uses) if ((await present(slot, held.values[kind]))?.taken === true) taken.push(slot);

    expect(taken).toEqual(uses);
    // Logout tokens are for apps: there is no place for them here.
    expect(taken.length > 0).toBe(kind !== 'logout token');
  });
});
