import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { decodeJwt } from 'jose';
import { newPkce, obtainTokens, postForm, redemption, type Tokens } from '../support/app.js';
import { answerParameters, kindOf, requestUrl } from '../support/authorization.js';
import { newClientKey, keySetOf } from '../support/client-keys.js';
import { CodapClient, ORGANIZATION } from '../support/codap.js';
import { answered, clientToken, refresh } from '../support/endpoint-calls.js';
import { FederatedUpstream } from '../support/federated-upstream.js';
import { choicesOf, Person } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { until } from '../support/server-process.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha, carla } from '../support/test-users.js';

/** Scripts of `test/scripts/sessions`, as the modules name them. */
const scripts = [
  ...[
    'regional-hospital-all',
    'cc-token-context-lookup',
    'b64-launch-practitioner',
    'refresh-grant',
    'es-module-const',
  ],
  ...['context-choices', 'codap-visit', 'mac-cr-only', 'crlf-bom-deutsch', 'keycloak-size-get', 'username-sub'],
] as const;
const sources = scripts.map((name) => [`${name}.js`, readFileSync(`test/scripts/sessions/${name}.js`)] as const);
const textOf = (name: (typeof scripts)[number]): string => readFileSync(`test/scripts/sessions/${name}.js`, 'utf8');

/** The documents' samples (16.4), their lost comment marks and braces restored, and nothing else. */
const documented = (name: string): string => readFileSync(`test/scripts/${name}.js`, 'utf8');
const documents = {
  'contexts.js': documented('token/document-launch-contexts') + documented('done/document-post-authorize'),
  'claims.js': documented('token/document-custom-claims'),
};

const key = newClientKey('ES384', 'partner-key');
const [publicApp] = testClients;
const SCOPE = 'openid fhirUser launch launch/patient patient/*.rs offline_access';
const app = { ...publicApp, scopes: [...SCOPE.split(' '), 'launch/encounter'] };
const backend = testClients.find(({ clientId }) => clientId === 'backend')!;
const partner = {
  ...{ ...backend, clientId: 'partner', allowedGrantTypes: ['JWT_BEARER'], scopes: ['patient/*.rs'] },
  ...{ clientSecrets: [], publicJwks: keySetOf(key), codapIssuers: [ORGANIZATION] },
};
const reader = {
  ...{ clientId: 'script-reader', clientName: 'Reader of scripts', enabled: true, secretRequired: true },
  ...{ allowedGrantTypes: [], scopes: ['system/RelatedPerson.rs'] },
};

const people = [
  { ...amelia, notes: 'site=S; units=icu:2,ed:3,xxx:1; badge=0042' },
  { ...bertha, notes: 'site=N; blocked=yes' },
  { ...carla, notes: 'site=N' },
];

let heard: { readonly url: string; readonly authorization: string | undefined; readonly body: string }[];
let service: Server;
let base: string;
let upstream: FederatedUpstream;
let server: TestServer;

const related = (patient: string, text: string): object => ({
  resource: {
    resourceType: 'RelatedPerson',
    id: `of-${patient}`,
    patient: { reference: `Patient/${patient}` },
    name: [{ text }],
  },
});
/** What the services of the hospital answer, by path. */
const answers: Readonly<Record<string, object>> = {
  '/token': { access_token: 'opaque', expires_in: 60 },
  '/context/L-1': {
    resourceType: 'Parameters',
    parameter: [
      { name: 'patient', valueReference: { reference: 'Patient/42' } },
      { name: 'encounter', valueReference: { reference: 'Encounter/e7' } },
    ],
  },
  '/launch/L-1': { patient: 4711, encounter: 'e-1' },
  '/r4/RelatedPerson': { resourceType: 'Bundle', entry: [related('11', 'Ada'), related('12', 'Ben')] },
};

const outbound = (id: string, ...more: readonly string[]): readonly string[] => [
  `module.${id}.type=SECURITY_OUT_SMART`,
  ...['requires.SECURITY_IN_UP=local_security', 'config.bind_address=127.0.0.1', 'config.port=PORT'].map(
    (line) => `module.${id}.${line}`,
  ),
  `module.${id}.config.context_path=/${id}`,
  `module.${id}.config.issuer.url=http://127.0.0.1:PORT/${id}`,
  `module.${id}.config.seed_clients.file=classpath:clients.json`,
  ...more.map((line) => `module.${id}.config.${line}`),
];
const scripted = (name: string): string => `post_authorize_script.file=classpath:${name}.js`;

beforeAll(async () => {
  heard = [];
  service = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      heard.push({ url, authorization: headers.authorization, body: Buffer.concat(chunks).toString() });
      const answer = answers[url.replace(/\?.*$/, '')];
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(service.address() as AddressInfo).port}`;
  base = `http://${host}`;
  upstream = await FederatedUpstream.start('one');
  const definition = upstream.definition({
    ...{ moduleId: 'fed', federationAuthScriptText: textOf('keycloak-size-get') },
    federationUserMappingScriptText: textOf('username-sub'),
  });
  const allowed = `script.http.allowed_hosts=${host}`;
  server = await startTestServer({
    clients: [app, backend, partner, reader],
    users: people,
    files: { ...Object.fromEntries(sources), ...documents, 'servers.json': JSON.stringify({ servers: [definition] }) },
    environment: {
      ...{ JS_CTX_BASE: base, JS_CTX_TOKEN_URL: `${base}/token`, JS_CTX_URL: `${base}/context` },
      JS_CTX_CLIENT_SECRET: 's3&cret=1',
    },
    properties: [
      'module.local_security.config.callback_script.file=classpath:regional-hospital-all.js',
      ...[scripted('regional-hospital-all'), allowed].map((line) => `module.smart_auth.config.${line}`),
      ...outbound('contexts', 'post_authorize_script.file=classpath:contexts.js'),
      ...outbound('claims', 'post_authorize_script.file=classpath:claims.js'),
      ...outbound('lookup', scripted('cc-token-context-lookup'), allowed),
      ...outbound('portal', scripted('b64-launch-practitioner')),
      ...outbound('refreshing', scripted('refresh-grant'), 'auth_request_detail.whitelist=grant_type'),
      ...outbound('mac', scripted('mac-cr-only')),
      ...outbound('klinik', scripted('crlf-bom-deutsch')),
      ...outbound('esm', scripted('es-module-const'), 'ecmascript_module=true'),
      ...outbound('choose', scripted('context-choices'), `context_selection.fhir_base_url=${base}/r4`),
      'module.choose.config.context_selection.fhir_client_id=script-reader',
      ...outbound(
        'codap',
        scripted('codap-visit'),
        'codap.enabled=true',
        'codap.auth_script.file=classpath:codap-visit.js',
      ),
      ...outbound('fed', 'federate_mode.enabled=true', 'seed_servers.file=classpath:servers.json'),
    ],
  });
});
afterAll(async () => {
  await Promise.all([server.stop(), upstream.stop()]);
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
});

const tokensOf = (module: string, parameters: Readonly<Record<string, string>> = {}): Promise<Tokens> =>
  obtainTokens(module === '' ? server.issuer : `${server.issuer}/${module}`, { scope: SCOPE, ...parameters });
const addedAtSignIn = async () =>
  rowsOf<{ sign_in_details: unknown }>(
    server.databaseUrl,
    `select sign_in_details from user_account where username = 'amelia'`,
  );

describe('all callbacks of a hospital in one file', () => {
  test('the launch is looked up, the claims are in the token, and a refresh gives the same', async () => {
    const first = await tokensOf('', { launch: 'L-1' });
    const second = (await refresh(server.issuer, first.refresh_token)).body as Tokens;

    for (const tokens of [first, second]) {
      expect(tokens).toMatchObject({ patient: '4711', encounter: 'e-1', scope: SCOPE });
      expect(decodeJwt(tokens.access_token)).toMatchObject({ site: 'S' });
    }
  });

  test('every sign-in gives the same permissions', async () => {
    await tokensOf('');
    const once = await addedAtSignIn();
    await tokensOf('');

    expect(once).toMatchObject([
      {
        sign_in_details: {
          authorities: [
            { permission: 'FHIR_ACCESS_PARTITION_NAME', argument: 'SOUTH' },
            { permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'Observation' },
            { permission: 'FHIR_WRITE_ALL_OF_TYPE', argument: 'Observation' },
            { permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'Procedure' },
            { permission: 'FHIR_WRITE_ALL_OF_TYPE', argument: 'Procedure' },
          ],
          userData: { badge: '0042', heads: '1' },
        },
      },
    ]);
    expect(await addedAtSignIn()).toEqual(once);
  });

  test('who is blocked does not get in; a backend service gets its token', async () => {
    const person = new Person();
    const page = await person.signIn(await person.open(requestUrl(server.issuer)), bertha);

    expect(kindOf(page)).toBe('sign-in');
    expect(await clientToken(server.issuer)).toHaveProperty('access_token');
  });
});

describe('ruling 4: the scripts of the documents', () => {
  test('launch contexts: the app gets the patient, the visit and the place, also at the refresh', async () => {
    const first = await tokensOf('contexts', { launch: 'xyz' });
    const second = (await refresh(`${server.issuer}/contexts`, first.refresh_token)).body;

    for (const tokens of [first, second])
      expect(tokens).toMatchObject({ patient: '555', encounter: '666', location: '777' });
  });

  test('a custom claim is in the access token', async () => {
    expect(decodeJwt((await tokensOf('claims')).access_token)).toMatchObject({ claimName: 'claimValue' });
  });

  test('onPostAuthorize of a code logs grant and scopes; what it throws is in the record, and the tokens are issued', async () => {
    const tokens = await tokensOf('contexts', { scope: 'openid launch', launch: 'xyz' });
    const runs = async () =>
      rowsOf<{ outcome: string; detail: { log: readonly string[] } }>(
        server.databaseUrl,
        `select outcome, detail from audit_event
          where kind = 'SCRIPT' and module_id = 'contexts' and detail->>'function' = 'onPostAuthorize' and detail::text like '%[openid, launch]%'`,
      );
    await until(async () => (await runs()).length > 0);
    const [run] = await runs();

    expect(tokens.scope).toBe('openid launch');
    expect(run).toMatchObject({
      outcome: 'failure',
      detail: {
        log: [
          'info: Successful completion of grant type: authorization_code',
          'info:  * Authorized scopes: [openid, launch]',
        ],
      },
    });
    expect(JSON.stringify(run?.detail)).toMatch(/TypeError.*identifier.*null/);
  });
});

test('a launch is looked up with a token that the script gets itself', async () => {
  heard = [];

  expect(await tokensOf('lookup', { launch: 'L-1' })).toMatchObject({ patient: '42', encounter: 'e7' });
  expect(heard).toMatchObject([
    { body: 'grant_type=client_credentials&client_id=smile-cdr&client_secret=s3%26cret%3D1&scope=launch' },
    { url: '/context/L-1', authorization: 'Bearer opaque' },
  ]);
});

test('a portal that sends its context in the launch', async () => {
  const launch = Buffer.from('{"patient":"p1","practitioner":"dr-x"}').toString('base64');

  const tokens = await tokensOf('portal', { launch });

  expect(tokens).toMatchObject({ patient: 'p1' });
  expect(decodeJwt(tokens.access_token)['patient']).toBe('p1');
  expect(decodeJwt(tokens.id_token)['fhirUser']).toMatch(/\/Practitioner\/dr-x$/);
});

test('a script that tells refreshes by their parameters', async () => {
  const first = await tokensOf('refreshing');
  const { status, body } = await refresh(`${server.issuer}/refreshing`, first.refresh_token);

  expect(first['patient']).toBe('1');
  expect([status, body.scope]).toEqual([200, SCOPE]);
});

test.each([
  { name: 'carriage returns alone', module: 'mac', tokens: { patient: 'mac' } },
  { name: 'a byte order mark and umlauts', module: 'klinik', claims: { haus: 'Location/süd-1' } },
  { name: 'an ES module', module: 'esm', claims: { tok: true } },
])('a file with $name', async ({ module, tokens = {}, claims = {} }) => {
  const answer = await tokensOf(module);

  expect(answer).toMatchObject(tokens);
  expect(decodeJwt(answer.access_token)).toMatchObject(claims);
});

test('the relatives whom a script finds are those that the person may choose from', async () => {
  const person = new Person();
  const { challenge } = newPkce();
  const url = requestUrl(`${server.issuer}/choose`, { code_challenge: challenge, scope: 'openid launch/patient' });

  const page = await person.signIn(await person.open(url), carla);

  expect(kindOf(page)).toBe('selection');
  expect(choicesOf(page)).toEqual(['Patient/11', 'Patient/12']);
});

test('federated: name, launch and permissions are those of the scripts of the server', async () => {
  const person = new Person();
  const { verifier, challenge } = newPkce();
  const away = await person.open(requestUrl(`${server.issuer}/fed`, { code_challenge: challenge, scope: SCOPE }));
  const claims = { sub: '7', preferred_username: 'maria', patientId: 'p5', roles: ['offline_access', 'General_User'] };
  const approval = await person.open(upstream.signIn(away.headers.get('location') ?? '', { claims }).href);
  const { code = '' } = answerParameters(await person.approve(approval));
  const fields = redemption({ code, pkce: { verifier, challenge }, callback: new URL('https://app.example/cb') });

  const { body } = await answered(postForm(`${server.issuer}/fed/oauth/token`, fields));

  expect(body).toMatchObject({ patient: 'p5' });
  expect(decodeJwt(String(body.access_token))['sub']).toBe('EXT_USER:maria');
});

test('CODAP: what the script says of practitioner and visit is in the token, the record is in context', async () => {
  const { status, body } = await new CodapClient(`${server.issuer}/codap`, key).ask({
    authorization: { requested_scopes: 'patient/*.rs' },
  });

  expect([status, body]).toMatchObject([200, { patient: '123', encounter: 'e-TREAT' }]);
  expect(decodeJwt(String(body.access_token))).toMatchObject({ sub: 'codap:D-4711', reason: 'TREAT' });
});
