import { hash } from 'node:crypto';
import { newPkce } from '../support/app.js';
import { kindOf, requestUrl } from '../support/authorization.js';
import { answered, clientToken } from '../support/endpoint-calls.js';
import { MemoryLog } from '../support/memory-log.js';
import { Person, type Page } from '../support/person.js';
import { Logger } from '../support/product.js';
import { rowsOf } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha, carla } from '../support/test-users.js';

/** Comes to no end for amelia, and lets everybody else in. */
const LOOPING = `
function onAuthenticateSuccess(theOutcome) {
  if (theOutcome.username === 'amelia') for (;;);
  return theOutcome;
}`;
/** Knows all passwords, and has a pattern that some names keep busy without end. */
const CARELESS = `
function authenticate(theRequest, theOutcomeFactory) {
  if (!/^([a-z]+\\.?)+$/.test(theRequest.username)) return theOutcomeFactory.newFailure();
  var success = theOutcomeFactory.newSuccess();
  success.username = theRequest.username;
  success.addAuthority('ROLE_FHIR_CLIENT');
  success.getOrCreateDefaultLaunchContext('patient').setResourceId('123');
  return success;
}`;
/** Of clients that have nothing to do with it. */
const TOKENS = `
function onTokenGenerating(theUserSession, theDetails) {
  theDetails.addAccessTokenClaim('ran', true);
}`;
const AT_ONCE = 50;

let now = Date.now();
let server: TestServer;
const log = new MemoryLog();

beforeAll(async () => {
  server = await startTestServer({
    clock: { now: () => new Date(now) },
    users: [amelia, bertha, carla],
    files: { 'looping.js': LOOPING, 'tokens.js': TOKENS, 'careless.js': CARELESS },
    properties: [
      'module.local_security.config.callback_script.file=classpath:looping.js',
      // A machine that runs tests is busy: what is to end them is the limit of computing.
      'module.local_security.config.script.time_limit=30000',
      'module.smart_auth.config.post_authorize_script.file=classpath:tokens.js',
      'module.scripted.type=SECURITY_IN_SCRIPTED',
      'module.scripted.config.callback_script.file=classpath:careless.js',
      'module.scripted.config.script.compute_limit=50',
      'module.caves.type=SECURITY_OUT_SMART',
      'module.caves.requires.SECURITY_IN_UP=scripted',
      'module.caves.config.context_path=/caves',
      'module.caves.config.bind_address=127.0.0.1',
      'module.caves.config.port=PORT',
      'module.caves.config.issuer.url=http://127.0.0.1:PORT/caves',
      'module.caves.config.seed_clients.file=classpath:clients.json',
    ],
  });
  Logger.overrideLogger(log);
});
afterAll(() => server.stop());

const signInOf = async (credentials: { username: string; password: string }, issuer = server.issuer): Promise<Page> => {
  const person = new Person();
  return person.signIn(await person.open(requestUrl(issuer, { code_challenge: newPkce().challenge })), credentials);
};

/** The alarms that are on record. */
const alarms = () =>
  rowsOf(server.databaseUrl, `select detail from audit_event where kind = 'SCRIPT' and detail ? 'suspendedUntil'`);

const hasRun = async (): Promise<unknown> => {
  const { access_token: token } = await clientToken(server.issuer);
  return (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { ran?: unknown }).ran;
};

test('F-23: 50 sign-ins at once whose script comes to no end are refused, and clients get their tokens meanwhile', async () => {
  await hasRun();
  const people = await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const person = new Person();
      return { person, page: await person.open(requestUrl(server.issuer)) };
    }),
  );
  let refused = 0;
  const signIns = people.map(async ({ person, page }) => {
    const next = await person.signIn(page, amelia);
    refused++;
    return next;
  });

  for (let count = 0; count < 5; count++) expect(await hasRun()).toBe(true);
  expect(refused).toBeLessThan(AT_ONCE);
  const pages = await Promise.all(signIns);

  expect(new Set(pages.map(kindOf))).toEqual(new Set(['sign-in']));
  expect(pages.filter(({ text }) => /limit|script/i.test(text.replace(/<script[^>]*>|<\/script>/g, '')))).toEqual([]);
});

test('F-23, R-15: after five of them the script is left alone for this person, the alarm is raised, once; all others come in by it', async () => {
  expect(await alarms()).toEqual([
    {
      detail: {
        ...{ module: 'local_security', script: 'classpath:looping.js', sha256: hash('sha256', LOOPING, 'base64url') },
        ...{ suspendedUntil: new Date(now + 30_000).toISOString(), isForOne: true },
      },
    },
  ]);
  expect(log.entries.filter((entry) => entry.includes('cannot use it until'))).toHaveLength(1);
  expect(kindOf(await signInOf(bertha))).toBe('approval');
  expect(kindOf(await signInOf(carla))).toBe('approval');
  expect(await hasRun()).toBe(true);
});

test('F-23: half a minute later the person is tried again, once', async () => {
  now += 31_000;

  expect(kindOf(await signInOf(amelia))).toBe('sign-in');
  expect(kindOf(await signInOf(bertha))).toBe('approval');
  expect(await alarms()).toHaveLength(2);
  expect((await answered(fetch(`${server.healthUrl}/health/ready`))).status).toBe(200);
});

test('V-55, R-15: names that a stranger makes up close a script that knows the passwords to nobody else', async () => {
  const issuer = `${server.issuer}/caves`;
  const before = (await alarms()).length;
  for (const end of 'abcdef') await signInOf({ username: `${'a'.repeat(40)}${end}!`, password: 'whatever' }, issuer);

  expect(kindOf(await signInOf({ username: 'dr.who', password: 'open sesame' }, issuer))).toBe('approval');
  expect(await alarms()).toHaveLength(before);
});
