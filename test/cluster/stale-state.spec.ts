import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { authorizeUrl, newPkce, postForm, type Tokens } from '../support/app.js';
import { newVisitor, OFFLINE_SCOPE, patientApp, refreshFields, tokensFor } from '../support/cluster-apps.js';
import { gatehouse } from '../support/gatehouse-command.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { changeElsewhere } from '../support/rows.js';
import { ServerProcess, until } from '../support/server-process.js';
import { TEST_ENCRYPTION_KEY } from '../support/test-encryption-key.js';
import { amelia, bertha } from '../support/test-users.js';

let database: TestDatabase;
let a: ServerProcess;
let b: ServerProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  const clients = [patientApp, { ...patientApp, clientId: 'doomed-app' }, { ...patientApp, clientId: 'silent-app' }];
  const properties = ['module.smart_auth.config.post_authorize_script.file=library:ward'];
  const options = { databaseUrl: database.url, clients, users: [amelia, bertha], properties };
  a = await ServerProcess.prepare(options);
  await script('save', 'ward', '-', wardClaim('one'));
  await a.startAndWait();
  b = await ServerProcess.start(options);
}, 120_000);

afterAll(async () => {
  await Promise.all([a, b].map((node) => node.dispose()));
  await database.drop();
}, 60_000);

/** A script by which tokens have the claim `ward`. */
const wardClaim = (value: string): string =>
  `function onTokenGenerating(theUserSession, theDetails) { theDetails.addAccessTokenClaim('ward', '${value}'); }`;

/** Changes the library as somebody does at the machine of node A. @param source on standard input */
async function script(command: string, id: string, argument: string, source = ''): Promise<void> {
  const environment = {
    GATEHOUSE_CONFIG: join(a.folder, 'gatehouse.properties'),
    GATEHOUSE_DATA: join(a.folder, 'data'),
    GATEHOUSE_ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    DATABASE_URL: database.url,
  };
  const said = await gatehouse(['script', command, id, argument], { environment, input: source });
  expect(said).toMatchObject({ code: 0 });
}

async function refreshOn(node: ServerProcess, clientId: string, tokens: Tokens): Promise<[number, Tokens]> {
  const response = await postForm(node.tokenUrl, refreshFields(clientId, tokens));
  return [response.status, (await response.json()) as Tokens];
}

/**
 * Refreshes on node B until it refuses, which it must come to do; it is asked all the time, with what its caches hold.
 * Answers how many seconds from now on the last request that it accepted was sent.
 */
async function secondsAccepted(clientId: string, first: Tokens): Promise<number> {
  const from = performance.now();
  let tokens = first;
  let lastAccepted = from;
  const isRefused = await until(async () => {
    const sentAt = performance.now();
    const [status, answer] = await refreshOn(b, clientId, tokens);
    if (status !== 200) return true;
    lastAccepted = sentAt;
    tokens = answer;
    return false;
  }, 10);
  expect(isRefused).toBe(true);
  return (lastAccepted - from) / 1_000;
}

const disableClient = (clientId: string): string =>
  `update oauth2_client set enabled = false, definition = definition || '{"enabled": false}' where client_id = '${clientId}'`;

test.each([
  { name: 'a client, with notification', clientId: 'doomed-app', isTold: true },
  { name: 'a client, with the notification lost (F-51)', clientId: 'silent-app', isTold: false },
])(
  'V-28, I4: disabled through one node, $name is refused on the other within 1 s',
  async ({ clientId, isTold }) => {
    const tokens = await tokensFor(clientId, a.origin, newVisitor());
    const [, warm] = await refreshOn(b, clientId, tokens);

    await changeElsewhere(database.url, { topic: 'clients:smart_auth', text: disableClient(clientId), isTold });

    expect(await secondsAccepted(clientId, warm)).toBeLessThan(1);
    expect((await refreshOn(b, clientId, warm))[1]).toMatchObject({ error: 'invalid_client' });
  },
  60_000,
);

test('V-28, I4: a person disabled through one node is refused on the other within 1 s, session and tokens alike', async () => {
  const visitor = { ...newVisitor(), credentials: bertha };
  const tokens = await tokensFor('patient-app', a.origin, visitor);
  const [, warm] = await refreshOn(b, 'patient-app', tokens);

  await changeElsewhere(database.url, {
    topic: 'users:local_security',
    text: `update user_account set account_disabled = true, security_version = security_version + 1 where username = 'bertha'`,
  });

  expect(await secondsAccepted('patient-app', warm)).toBeLessThan(1);
  expect((await refreshOn(b, 'patient-app', warm))[1]).toMatchObject({ error: 'invalid_grant' });
  const request = { client_id: 'patient-app', scope: OFFLINE_SCOPE, code_challenge: newPkce().challenge };
  const page = await visitor.person.open(authorizeUrl(b.origin, request));
  expect(page.text).toContain('name="password"');
}, 60_000);

test('V-28, I4: a version of a script that is saved or rolled back at one process runs in the other within 1 s', async () => {
  let tokens = await tokensFor('patient-app', a.origin, newVisitor());
  const seen = async (): Promise<unknown> => {
    const [, answer] = await refreshOn(b, 'patient-app', tokens);
    tokens = answer;
    return decodeJwt(answer.access_token)['ward'];
  };
  /** Seconds from now on until node B has the claim for good. */
  const secondsUntil = async (value: string): Promise<number> => {
    const from = performance.now();
    expect(await until(async () => (await seen()) === value, 10)).toBe(true);
    return (performance.now() - from) / 1_000;
  };

  const before = await seen();
  await script('save', 'ward', '-', wardClaim('two'));
  const saved = await secondsUntil('two');
  await script('rollback', 'ward', '1');
  const rolledBack = await secondsUntil('one');

  expect(before).toBe('one');
  expect([saved < 1, rolledBack < 1]).toEqual([true, true]);
}, 60_000);
