import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { obtainTokens, postForm } from '../support/app.js';
import { requestUrl } from '../support/authorization.js';
import { answered, introspect } from '../support/endpoint-calls.js';
import { MemoryLog } from '../support/memory-log.js';
import { Person } from '../support/person.js';
import { Logger } from '../support/product.js';
import { rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha, carla } from '../support/test-users.js';
import { giveTotp } from '../support/totp.js';

const RESERVED = [
  ...[
    'iss',
    'sub',
    'aud',
    'exp',
    'iat',
    'nbf',
    'jti',
    'client_id',
    'azp',
    'scope',
    'cnf',
    'acr',
    'amr',
    'auth_time',
    'nonce',
  ],
  ...['sid', 'act', 'grant_id', 'permissions', 'gatehouse_permissions', 'constructor', 'prototype', '__proto__'],
];

/** Tries what no script may, in the token and by the network. */
const TOKENS = `
function onTokenGenerating(theUserSession, theDetails) {
  ${JSON.stringify(RESERVED)}.forEach(function (name) { theDetails.addAccessTokenClaim(name, 'forged'); });
  theDetails.addAccessTokenClaim('harmless', 'kept');
  var answer = Http.get(Environment.getEnv('JS_INNER')).execute();
  theDetails.addAccessTokenClaim('reached', answer.isSuccess());
  theUserSession.addAuthority('FHIR_WRITE_ALL_OF_TYPE', 'Goal');
  theUserSession.addAuthority('FHIR_WRITE_ALL_OF_TYPE', 'Patient');
  theUserSession.addAuthority('ROLE_SUPERUSER');
  theUserSession.addAuthority('ACCESS_ADMIN_JSON');
  theUserSession.username = 'bertha';
}`;

const SIGN_IN = `
function authenticate(theRequest, theOutcomeFactory) {
  if (theRequest.password === 'throw') throw 'canary-sign-in';
  var failure = theOutcomeFactory.newFailure();
  if (theRequest.username === 'teller') tell(theRequest.password, failure);
  failure.incorrectPassword = true;
  return failure;
}
function tell(password, failure) {
  Log.info('checking teller/' + password);
  Log.warn(JSON.stringify({ p: password, q: encodeURIComponent(password), basic: Base64.encode('teller:' + password) }));
  Log.debug('<p>' + password.replace('&', '&amp;').replace('<', '&lt;') + '</p> ' + Environment.getEnv('JS_CLIENT_SECRET'));
  failure.message = 'bad ' + password + ' for ' + Environment.getEnv('JS_CLIENT_SECRET');
  if (password.endsWith('throw')) throw new Error(failure.message);
}`;

/** Knows nobody after the password was right; of carla it says what is on the door. */
const CALLBACK = `function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  Log.info('asked about ' + theOutcome.username);
  if (theOutcome.username === 'bertha') throw 'canary-callback';
  var door = theContext.headers.get('x-door');
  if (door === 'ward') theOutcome.addAuthority('FHIR_DELETE_ALL_OF_TYPE', 'Goal');
  if (door === 'office') theOutcome.addAuthority('VIEW_USERS');
  if (door === 'theatre') theOutcome.addAuthority('FHIR_READ_ALL_OF_TYPE', 'Goal');
  if (theOutcome.username !== 'carla' || !door) return theOutcome;
  var failure = theOutcomeFactory.newFailure();
  failure.message = 'canary-door';
  failure.incorrectPassword = door === 'wrong password';
  return failure;
}`;

/** Whose doors give something. */
const dora = { ...carla, username: 'dora', password: 'a fourth long password' };

const [publicApp] = testClients;
const scopes = 'openid user/Goal.cruds user/*.rs offline_access'.split(' ');
const SCOPE = 'openid user/Goal.cruds';

let inner: Server;
let calls = 0;
let server: TestServer;
beforeAll(async () => {
  inner = createServer((_request, response) => {
    calls += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
  server = await startTestServer({
    users: [amelia, bertha, carla, dora],
    clients: [{ ...publicApp, scopes, allowedGrantTypes: ['AUTHORIZATION_CODE', 'PASSWORD'] }, ...testClients.slice(1)],
    files: { 'tokens.js': TOKENS, 'sign-in.js': SIGN_IN, 'callback.js': CALLBACK },
    environment: {
      JS_INNER: `http://127.0.0.1:${(inner.address() as AddressInfo).port}/`,
      JS_CLIENT_SECRET: 'hospital-wide',
    },
    properties: [
      'module.smart_auth.config.post_authorize_script.file=classpath:tokens.js',
      'module.smart_auth.config.password_grant.enabled=true',
      'module.local_security.config.callback_script.file=classpath:callback.js',
      'module.local_security.config.tfa.required_permissions=FHIR_READ_ALL_OF_TYPE',
      'module.local_security.config.max_failed_logins_until_lock=3',
      'module.scripted.type=SECURITY_IN_SCRIPTED',
      'module.scripted.config.callback_script.file=classpath:sign-in.js',
      'module.scripted.config.max_failed_logins_until_lock=3',
      'module.caves.type=SECURITY_OUT_SMART',
      'module.caves.requires.SECURITY_IN_UP=scripted',
      'module.caves.config.bind_address=127.0.0.1',
      'module.caves.config.port=PORT',
      'module.caves.config.context_path=/caves',
      'module.caves.config.issuer.url=http://127.0.0.1:PORT/caves',
      'module.caves.config.seed_clients.file=classpath:clients.json',
    ],
  });
});
afterAll(async () => {
  inner.closeAllConnections();
  inner.close();
  await server.stop();
});

describe('V-99, S-08: what a script may not do to a token', () => {
  let token: string;
  beforeAll(async () => {
    token = (await obtainTokens(server.issuer, { scope: SCOPE })).access_token;
  });

  test.each(RESERVED)('the claim %s is the server’s', (name) => {
    const claims = decodeJwt(token);

    expect(Object.hasOwn(claims, name) && claims[name] === 'forged').toBe(false);
    expect(({} as Readonly<Record<string, unknown>>)['forged']).toBeUndefined();
  });

  test('others are set, and no listener of this machine was reached: the network is off', () => {
    expect(decodeJwt(token)).toMatchObject({ harmless: 'kept', reached: false, sub: 'amelia' });
    expect(calls).toBe(0);
  });

  test('of permissions that the person lacks those for FHIR data count as far as the scopes go, power over the server does not', async () => {
    const { permissions } = (await introspect(server.issuer, token)).body;

    expect(permissions).toContainEqual({ permission: 'FHIR_WRITE_ALL_OF_TYPE', argument: 'Goal' });
    expect(JSON.stringify(permissions)).not.toMatch(/SUPERUSER|ADMIN_JSON|WRITE_ALL_OF_TYPE","argument":"Patient/);
  });

  test('the audit record shows the difference, and the run what was not heard', async () => {
    const [record] = await rowsOf<{ decisions: string; lines: string }>(
      server.databaseUrl,
      `select token.trace::text as decisions, run.detail::text as lines from audit_event token
         join audit_event run on run.kind = 'SCRIPT' and run.detail->>'runId' = token.detail->>'runId'
        where token.kind = 'TOKEN' and token.jti = $1`,
      [String(decodeJwt(token).jti)],
    );

    for (const rule of ['permission.added-by-script', 'permission.administrative-from-script', 'claim.custom'])
      expect(record?.decisions).toContain(rule);
    for (const told of ['the claim sub is the server', 'the claim __proto__ is the server', 'allowed_hosts'])
      expect(record?.lines).toContain(told);
  });
});

const signIn = async (issuer: string, who: { username: string; password: string }) => {
  const person = new Person();
  return person.signIn(await person.open(requestUrl(issuer)), who);
};
const failuresAt = async (moduleId: string) =>
  (
    await rowsOf<{ error_code: string }>(
      server.databaseUrl,
      `select error_code from audit_event where kind = 'SIGN_IN' and outcome = 'failure' and module_id = $1 order by at, id`,
      [moduleId],
    )
  ).map((row) => row.error_code);

const granted = ({ username, password }: { username: string; password: string }, door = '') => {
  const fields = { grant_type: 'password', username, password, client_id: 'public-app', scope: SCOPE };
  return answered(postForm(`${server.issuer}/oauth/token`, fields, { 'x-door': door }));
};
const failuresOf = async (username: string) =>
  (
    await rowsOf<{ error_code: string }>(
      server.databaseUrl,
      `select error_code from audit_event where kind = 'SIGN_IN' and outcome = 'failure' and username = $1 order by at, id`,
      [username],
    )
  ).map((row) => row.error_code);

describe('V-33, R-04: what a sign-in script gives counts when the sign-in is complete', () => {
  const mayWith = async (token: string) =>
    JSON.stringify((await introspect(server.issuer, token)).body['permissions'])
      .match(/FHIR_\w+_ALL_OF_TYPE/g)
      ?.sort();
  const toSecondStep = async (door: string) => {
    const person = new Person();
    const { username, password } = dora;
    const page = await person.open(requestUrl(server.issuer, { client_id: 'public-app', scope: SCOPE }));
    const step = await person.submit(page, { username, password }, { 'x-door': door });
    return { person, step };
  };

  test('the password alone gives nothing, and takes nothing away, neither by the password grant nor on the page', async () => {
    const before = await granted(dora, 'ward');
    const token = String(before.body['access_token']);
    expect(await mayWith(token)).toEqual(['FHIR_DELETE_ALL_OF_TYPE', 'FHIR_WRITE_ALL_OF_TYPE']);

    const refused = await granted(dora, 'theatre');
    const { step } = await toSecondStep('theatre');

    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('second factor')]);
    expect(step.text).toContain('action="/signin/second-factor"');
    expect(await mayWith(token)).toEqual(['FHIR_DELETE_ALL_OF_TYPE', 'FHIR_WRITE_ALL_OF_TYPE']);
  });

  test('V-100: power that it ever gave is known for the question who may change the account', async () => {
    await granted(dora, 'office');
    await granted(dora, 'ward');
    const [row] = await rowsOf<{ said: string; powers_given: readonly string[] }>(
      server.databaseUrl,
      `select sign_in_details::text as said, powers_given from user_account where username = 'dora'`,
    );

    expect(row?.said).not.toContain('VIEW_USERS');
    expect(row?.powers_given).toEqual(['VIEW_USERS']);
  });

  test('a complete one does, but tokens of one factor gain nothing that needs two', async () => {
    const token = String((await granted(dora, 'ward')).body['access_token']);
    const app = await giveTotp(server, 'dora');
    const { person, step } = await toSecondStep('theatre');
    const approval = await person.submit(step, { code: await app.next() });
    await person.approve(approval);
    const [row] = await rowsOf<{ said: string }>(
      server.databaseUrl,
      `select sign_in_details::text as said from user_account where username = 'dora'`,
    );

    expect(row?.said).toContain('FHIR_READ_ALL_OF_TYPE');
    expect(row?.said).not.toContain('FHIR_DELETE_ALL_OF_TYPE');
    expect(await mayWith(token)).toEqual(['FHIR_WRITE_ALL_OF_TYPE']);
  });
});

describe('V-53, S-09: a script that throws while somebody signs in', () => {
  test('V-52: where the script knows the passwords, it counts as it may have said no; what was counted before stays counted', async () => {
    const caves = `${server.issuer}/caves`;
    const passwords = ['wrong', 'throw', 'throw', 'throw', 'wrong'];
    for (const password of passwords) await signIn(caves, { username: 'kassim', password });

    expect(await failuresAt('caves')).toEqual([
      ...['wrong-password', 'unavailable', 'unavailable', 'locked', 'locked'],
    ]);
  });

  test.each(['Tr&e<Hut77', 'Tr&e<Hut77-throw'])('R-20: its password is told to nobody: %s', async (password) => {
    const log = new MemoryLog();
    Logger.overrideLogger(log);
    await signIn(`${server.issuer}/caves`, { username: 'teller', password });
    Logger.overrideLogger(false);
    const kept = await rowsOf<{ detail: string }>(
      server.databaseUrl,
      `select detail::text as detail from audit_event where detail::text like '%checking teller%' or detail::text like '%bad %'`,
    );
    const told = [...log.entries, ...kept.map(({ detail }) => detail)].join('\n');

    expect(told).toContain('checking teller/[redacted]');
    expect(told).toContain('bad [redacted] for [redacted]');
    for (const form of ['Tr', 'Hut77', Buffer.from(`teller:${password}`).toString('base64'), 'hospital-wide'])
      expect(told).not.toContain(form);
  });

  test('neither does the right password open a local account, nor does the page or a header say what was thrown', async () => {
    const page = await signIn(server.issuer, bertha);

    expect(page.text + JSON.stringify([...page.headers])).not.toContain('canary');
    expect(page.headers.get('location')).toBeNull();
    const rows = await rowsOf(
      server.databaseUrl,
      `select 1 from audit_event where kind = 'SCRIPT' and outcome = 'failure' and detail::text like '%canary-callback%'`,
    );
    expect(rows).toHaveLength(1);
  });

  test('nor does any endpoint that apps call, which answers as to a wrong password', async () => {
    const wrong = await granted({ ...bertha, password: 'wrong' });
    const failed = await granted(bertha);

    expect(failed.text + JSON.stringify([...failed.headers])).not.toContain('canary');
    expect([failed.status, failed.text]).toEqual([wrong.status, wrong.text]);
    expect([failed.status, failed.headers.has('retry-after')]).toEqual([400, false]);
  });

  test('the page says of a right password what it says of a wrong one', async () => {
    const pages = [await signIn(server.issuer, { ...bertha, password: 'wrong' }), await signIn(server.issuer, bertha)];

    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    for (const { text } of pages)
      expect(text).toContain('The user name or the password is not correct, or the account cannot sign in');
  });

  test('V-53: what was counted before it stays counted, and a script that refuses counts for nothing unless it says so', async () => {
    const wrong = { ...carla, password: 'wrong' };
    await granted(wrong);
    await granted(wrong);
    for (let turn = 0; turn < 4; turn++) await granted(carla, 'closed');
    expect(await failuresOf('carla')).toEqual([
      ...['wrong-password', 'wrong-password'],
      ...['script', 'script', 'script', 'script'],
    ]);
    expect((await granted(carla)).status).toBe(200);

    await granted(wrong);
    await granted(carla, 'wrong password');
    await granted(carla, 'wrong password');

    expect((await granted(carla)).status).toBe(400);
    expect((await failuresOf('carla')).slice(-4)).toEqual([
      ...['wrong-password', 'wrong-password', 'wrong-password', 'locked'],
    ]);
  });

  test('records of sign-ins name the run of the script that agreed, or refused', async () => {
    const runs = await rowsOf<{ outcome: string; log: string }>(
      server.databaseUrl,
      `select sign_in.outcome, run.detail->>'log' as log from audit_event sign_in
         join audit_event run on run.kind = 'SCRIPT' and run.detail->>'runId' = sign_in.detail->>'runId'
        where sign_in.kind = 'SIGN_IN' and sign_in.username in ('amelia', 'carla')`,
    );

    expect(new Set(runs.map(({ outcome }) => outcome))).toEqual(new Set(['success', 'failure']));
  });
});
