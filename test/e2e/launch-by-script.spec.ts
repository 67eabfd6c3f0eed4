import type { INestApplication } from '@nestjs/common';
import { obtainCode, postForm, redemption, type IssuedCode } from '../support/app.js';
import { callers, CONTEXT_AUDIENCE, meanwhile, startContextService } from '../support/context-service.js';
import { answered, clientToken, introspect, refresh, type Answer } from '../support/endpoint-calls.js';
import { freePort } from '../support/free-port.js';
import { Person } from '../support/person.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { until } from '../support/server-process.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { bertha } from '../support/test-users.js';

const SCRIPT = `
function tokenFor(clientId, audience) {
  const request = Http.post(Environment.getEnv('JS_TOKEN_ENDPOINT'));
  request.setContentType('application/x-www-form-urlencoded');
  const credentials = 'client_id=' + clientId + '&client_secret=' + Converter.urlEncodeString(Environment.getEnv('JS_SECRET'));
  request.setContentString('grant_type=client_credentials&' + credentials + audience);
  request.execute();
  if (!request.isSuccess()) throw new Error('no token: ' + request.getFailureMessage());
  return request.parseResponseAsJson().access_token;
}

function contextOf(path) {
  const request = Http.get(Environment.getEnv('JS_CONTEXT') + path);
  const audience = '&resource=' + Converter.urlEncodeString(Environment.getEnv('JS_AUDIENCE'));
  request.addRequestHeader('Authorization', 'Bearer ' + tokenFor('context-reader', audience));
  request.execute();
  if (!request.isSuccess()) throw new Error('no context: ' + request.getFailureMessage());
  return request.parseResponseAsJson();
}

function onTokenGenerating(theUserSession, theAuthorizationRequestDetails, theClientDetails) {
  if (theClientDetails.clientId === 'mirror') tokenFor('mirror', '');
  if (theUserSession === null) return;
  const launch = theAuthorizationRequestDetails.launch;
  const found = contextOf(launch ? '/launches/' + launch : '/people/' + theUserSession.username);
  theUserSession.addLaunchResourceId('patient', found.patient);
  theUserSession.addLaunchResourceId('encounter', found.encounter);
  theUserSession.addFhirContext(found.study);
}`;

const SCOPES = ['openid', 'launch', 'launch/patient', 'launch/encounter', 'patient/*.rs', 'offline_access'];
const [publicApp, , , backend] = testClients;
const clients = [
  ...testClients,
  { ...publicApp, clientId: 'chart', scopes: SCOPES, autoApproveScopes: SCOPES },
  { ...backend, clientId: 'context-reader', scopes: ['system/Encounter.r'] },
  { ...backend, clientId: 'mirror' },
];

let server: TestServer;
let hasty: string;
let service: INestApplication;

beforeAll(async () => {
  const [contextPort, hastyPort] = [await freePort(), await freePort()];
  hasty = `http://127.0.0.1:${hastyPort}`;
  server = await startTestServer({
    clients,
    files: { 'launch.js': SCRIPT },
    environment: {
      ...{ JS_TOKEN_ENDPOINT: 'http://127.0.0.1:PORT/oauth/token', JS_SECRET: SECRET, JS_AUDIENCE: CONTEXT_AUDIENCE },
      JS_CONTEXT: `http://127.0.0.1:${contextPort}`,
    },
    properties: [
      'module.hasty.type=SECURITY_OUT_SMART',
      'module.hasty.requires.SECURITY_IN_UP=local_security',
      'module.hasty.config.bind_address=127.0.0.1',
      `module.hasty.config.port=${hastyPort}`,
      `module.hasty.config.issuer.url=${hasty}`,
      'module.hasty.config.seed_clients.file=classpath:clients.json',
      'module.hasty.config.script.time_limit=900',
      ...['smart_auth', 'hasty'].flatMap((module) => [
        `module.${module}.config.post_authorize_script.file=classpath:launch.js`,
        `module.${module}.config.script.http.allowed_hosts=127.0.0.1:PORT,127.0.0.1:${contextPort}`,
        `module.${module}.config.allowed_audience_list=${CONTEXT_AUDIENCE} https://fhir.example/r4`,
      ]),
    ],
  });
  service = await startContextService(server.issuer, contextPort);
});
afterAll(async () => {
  await (service as INestApplication | undefined)?.close();
  await server.stop();
});

const FHIR = { aud: 'https://fhir.example/r4' };
const codeFor = (launch: string, issuer = server.issuer, person = new Person()): Promise<IssuedCode> =>
  obtainCode(
    issuer,
    { client_id: 'chart', scope: 'openid launch patient/*.rs offline_access', launch, ...FHIR },
    person,
  );
const redeem = (issued: IssuedCode, issuer = server.issuer): Promise<Answer> =>
  answered(postForm(`${issuer}/oauth/token`, redemption(issued, { client_id: 'chart' })));
const contextOf = (number: number) => ({
  ...{ patient: String(number), encounter: `e${number}` },
  fhirContext: [{ reference: `ImagingStudy/s${number}` }],
});

test('an EHR launch is resolved by a script that asks a context service, with a token of this very server', async () => {
  const { status, body } = await redeem(await codeFor('order-7'));

  expect([status, callers]).toEqual([200, ['context-reader']]);
  expect(body).toMatchObject({ ...contextOf(7), scope: 'openid launch patient/*.rs offline_access' });
  expect((await introspect(server.issuer, String(body.access_token))).body).toMatchObject({
    active: true,
    patient: '7',
  });
  expect((await refresh(server.issuer, String(body.refresh_token), { client_id: 'chart' })).body).toMatchObject(
    contextOf(7),
  );
});

test('a standalone launch is resolved by who signed in', async () => {
  const wish = { client_id: 'chart', scope: 'openid launch/patient patient/*.rs', ...FHIR };
  const { body } = await redeem(await obtainCode(server.issuer, wish));

  expect(body).toMatchObject({ patient: 'of-amelia' });
});

test('R-11, V-28: whose account is locked while the script is asked gets no token', async () => {
  const wish = { client_id: 'chart', scope: 'openid launch/patient patient/*.rs', ...FHIR };
  const before = (await redeem(await obtainCode(server.issuer, wish, new Person(), bertha))).body;
  const issued = await obtainCode(server.issuer, wish, new Person(), bertha);
  meanwhile.set('bertha', async () => {
    await changeElsewhere(server.databaseUrl, {
      topic: 'users:local_security',
      text: `update user_account set account_locked = true where username = 'bertha'`,
    });
    await until(async () => (await introspect(server.issuer, String(before.access_token))).body['active'] === false);
  });

  expect((await redeem(issued)).body).toMatchObject({
    error: 'invalid_grant',
    error_description: expect.stringContaining('The account behind this grant can no longer be used.') as string,
  });
});

test('the context service takes no other token: not for it, of another scope, tampered with', async () => {
  const address = `${await service.getUrl()}/launches/order-1`;
  const statusWith = async (token: string): Promise<number> =>
    (await fetch(address, { headers: { authorization: `Bearer ${token}` } })).status;
  const forIt = { resource: CONTEXT_AUDIENCE };
  const { access_token: good } = await clientToken(server.issuer, 'context-reader', SECRET, forIt);
  const { access_token: elsewhere } = await clientToken(server.issuer, 'context-reader', SECRET, {
    resource: FHIR.aud,
  });
  const { access_token: other } = await clientToken(server.issuer, 'backend', SECRET, {
    ...forIt,
    scope: 'system/Patient.rs',
  });
  const statuses = await Promise.all([good, elsewhere, other, `${good.slice(0, -9)}AAAAAAAAA`].map(statusWith));

  expect(statuses).toEqual([200, 401, 403, 401]);
});

test('R-18: twenty launches at once, each of which needs two runs of one script, all come through', async () => {
  const person = new Person();
  const issued: IssuedCode[] = [];
  for (let number = 1; number <= 20; number++) issued.push(await codeFor(`order-${number}`, server.issuer, person));

  const answers = await Promise.all(issued.map((each) => redeem(each)));

  expect(answers.map(({ status, body }) => [status, body.patient])).toEqual(
    issued.map((_, index) => [200, String(index + 1)]),
  );
});

test.each([
  ['that fails', 'broken', () => server.issuer],
  ['that does not answer in time', 'stuck', () => hasty],
])('ruling 36: a context service %s: nothing is issued, and the code is not spent', async (_name, launch, at) => {
  const issued = await codeFor(launch, at());
  const begun = performance.now();
  const { status, body, text } = await redeem(issued, at());

  expect([status, body.error]).toEqual([500, 'server_error']);
  expect(performance.now() - begun).toBeLessThan(5_500);
  expect(body.error_description).toMatch(/^The server could not complete the request\. Reference: /);
  expect(text).not.toMatch(/context|order/);
  await rowsOf(
    server.databaseUrl,
    `update authorization_code set details = details || '{"launch":"order-9"}' where consumed_at is null`,
  );
  expect((await redeem(issued, at())).body).toMatchObject(contextOf(9));
});

test('R-18: a script that asks for its own token has itself run three times again, no more, and others get theirs', async () => {
  const asked = answered(
    postForm(`${server.issuer}/oauth/token`, {
      ...{ grant_type: 'client_credentials', client_id: 'mirror', client_secret: SECRET },
    }),
  );

  expect((await redeem(await codeFor('order-3'))).body).toMatchObject(contextOf(3));
  expect(await asked).toMatchObject({ status: 500, body: { error: 'server_error' } });
  const failures = await rowsOf<{ failure: string }>(
    server.databaseUrl,
    `select detail->>'failure' as failure from audit_event where kind = 'SCRIPT' and client_id = 'mirror' order by 1`,
  );
  expect(failures.map(({ failure }) => failure)).toEqual([
    'nesting-limit',
    ...Array.from({ length: 4 }, () => 'thrown'),
  ]);
});
