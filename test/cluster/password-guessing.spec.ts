import { AdminClient } from '../support/admin-client.js';
import { postForm } from '../support/app.js';
import { kindOf, requestUrl } from '../support/authorization.js';
import { freePort } from '../support/free-port.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { createTestDatabase, moveDatabaseClock, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { ServerProcess, until } from '../support/server-process.js';
import { testClients } from '../support/test-clients.js';
import { TEST_ENCRYPTION_KEY } from '../support/test-encryption-key.js';
import { amelia } from '../support/test-users.js';
import { giveTotp } from '../support/totp.js';

const LIMIT = 5;
const GUESSES = 96;
const AT_ONCE = 8;
const DEVICE = 'gatehouse-device.smart_auth';
const OWN = { 'sec-fetch-site': 'same-origin' };
const RIGHT = 'the one and only password';
const NEW = 'a kettle of herons';
const authorities = ['ROLE_FHIR_CLIENT', 'CHANGE_OWN_PASSWORD', 'ACCESS_ADMIN_JSON', 'VIEW_USERS'].map(
  (permission) => ({ permission }),
);
const victim = { ...amelia, username: 'victoria', password: RIGHT, authorities };
const tessa = { ...amelia, username: 'tessa', password: 'two is better than one' };
const [publicApp] = testClients;
const AT_ONCE_APP = { client_id: 'at-once', prompt: 'login' };
const clients = [
  { ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs'] },
  { ...publicApp, clientId: 'old-app', allowedGrantTypes: ['PASSWORD'] },
];

/** Fifty ways to write the name (V-51). */
const spellings: readonly string[] = ['victoria', 'Victoria', 'VICTORIA', 'ｖｉｃｔｏｒｉａ', 'victorIA'].flatMap(
  (name) => [
    ...[name, ` ${name}`, `${name} `, `  ${name}  `, `\u200b${name}`, `${name}\ufeff`],
    ...[
      `${name.slice(0, 3)}\u00ad${name.slice(3)}`,
      `${name}\u00a0`,
      `\u3000${name}`,
      `${name.slice(0, 1)}\u2060${name.slice(1)}`,
    ],
  ],
);

interface Node {
  readonly process: ServerProcess;
  readonly adminUrl: string;
  /** Somebody at a browser that Victoria left open. */
  readonly thief: Person;
}

let database: TestDatabase;
let nodes: readonly Node[];

beforeAll(async () => {
  database = await createTestDatabase();
  nodes = [await startNode(), await startNode()];
}, 120_000);

afterAll(async () => {
  await Promise.all(nodes.map((node) => node.process.dispose()));
  await database.drop();
}, 60_000);

async function startNode(): Promise<Node> {
  const adminPort = await freePort();
  const properties = [
    'module.smart_auth.config.password_grant.enabled=true',
    // Locks of names alone: all guesses come from one network.
    'module.local_security.config.max_failed_logins_per_network=0',
    'module.admin_json.type=ADMIN_JSON',
    'module.admin_json.requires.SECURITY_IN_UP=local_security',
    'module.admin_json.config.bind_address=127.0.0.1',
    `module.admin_json.config.port=${String(adminPort)}`,
  ];
  const process = await ServerProcess.start({ databaseUrl: database.url, clients, users: [victim, tessa], properties });
  const thief = new Person();
  await thief.signIn(await thief.open(`${process.origin}/account`), victim);
  return { process, adminUrl: `http://127.0.0.1:${String(adminPort)}`, thief };
}

/** Whether a guess was let in. */
type Path = (node: Node, username: string, password: string) => Promise<boolean>;

const paths: readonly Path[] = [
  async ({ process }, username, password) => isLetIn(process, { username, password }),
  async ({ process }, username, password) => {
    const fields = { grant_type: 'password', client_id: 'old-app', scope: 'openid', username, password };
    return (await postForm(process.tokenUrl, fields)).status === 200;
  },
  async ({ adminUrl }, username, password) => {
    const caller = new AdminClient(adminUrl, { username, password });
    return (await caller.get('/user-management/Master/local_security')).status === 200;
  },
  async ({ process, thief }, _, password) => {
    thief.plant(DEVICE, 'unknown');
    const page = await thief.open(`${process.origin}/account`);
    const fields = { ...hiddenFields(page), current_password: password, new_password: NEW, repeated_password: NEW };
    return (await thief.post(`${process.origin}/account/password`, fields, OWN)).text.includes('password is changed');
  },
];

async function isLetIn(
  { origin }: ServerProcess,
  credentials: { readonly username: string; readonly password: string },
  person = new Person(),
): Promise<boolean> {
  const form = await person.open(requestUrl(origin, AT_ONCE_APP));
  return ['answer', 'approval'].includes(kindOf(await person.signIn(form, credentials)));
}

test('G-25, V-51, V-52, V-54: by four paths, two servers and fifty spellings no more guesses are looked at than by one', async () => {
  const known = new Person();
  await isLetIn(nodes[0]!.process, victim, known);
  expect(new Set(spellings).size).toBe(50);

  const letIn: number[] = [];
  for (let first = 0; first < GUESSES; first += AT_ONCE) {
    const guesses = Array.from({ length: AT_ONCE }, (_, index) => first + index);
    const outcomes = await Promise.all(guesses.map((guess) => make(guess)));
    letIn.push(...guesses.filter((_, index) => outcomes[index]));
  }

  const counts = await rowsOf<{ failures: number }>(
    database.url,
    `select failures from sign_in_throttle where subject_key like 'user:%'`,
  );
  expect(letIn).toEqual([]);
  expect(counts).toEqual([{ failures: LIMIT }]);
  for (const { process } of nodes) {
    expect(await isLetIn(process, victim)).toBe(false);
    expect(await isLetIn(process, victim, known)).toBe(true);
  }
}, 120_000);

/** The first guesses are wrong; of the later ones every third is right, and must be of no use. */
function make(guess: number): Promise<boolean> {
  const password = guess >= 2 * LIMIT && guess % 3 === 0 ? RIGHT : `guess ${String(guess)}`;
  const place = Math.floor(guess / 2);
  const [path, node] = [paths[place % paths.length]!, nodes[guess % 2]!];
  return path(node, spellings[guess % spellings.length] ?? '', password);
}

test('V-57: of sixteen who send one code at once, at two servers, one is let in', async () => {
  const app = await giveTotp({ databaseUrl: database.url, encryptionKey: TEST_ENCRYPTION_KEY }, tessa.username);
  const start = async ({ process }: Node) => {
    const person = new Person();
    return { person, page: await person.signIn(await person.open(requestUrl(process.origin, AT_ONCE_APP)), tessa) };
  };
  for (const node of nodes) await until(async () => isAsked((await start(node)).page));
  const waiting = [];
  for (let index = 0; index < 16; index++) waiting.push(await start(nodes[index % 2]!));
  const code = await app.next();

  const answers = await Promise.all(waiting.map(({ person, page }) => person.submit(page, { code })));

  expect(waiting.every(({ page }) => isAsked(page))).toBe(true);
  expect(answers.filter((page) => kindOf(page) === 'answer')).toHaveLength(1);
  const sessions = `select from browser_session where username = '${tessa.username}'`;
  expect(await rowsOf(database.url, sessions)).toHaveLength(1);
  await moveDatabaseClock(database.url, 0);
}, 60_000);

function isAsked({ text }: Page): boolean {
  return text.includes('id="second-factor-form"');
}

test('V-53, R-21: a guess counts although its server is killed before it answers', async () => {
  const [node] = nodes.slice(-1);
  const username = 'nobody-yet';
  const key = `select failures from sign_in_throttle where subject_key like 'name:%'`;
  const fields = { grant_type: 'password', client_id: 'old-app', scope: 'openid', username, password: 'guess' };
  const answer = postForm(node!.process.tokenUrl, fields).then(
    ({ status }) => status,
    () => 'none',
  );
  await until(async () => (await rowsOf(database.url, key)).length > 0);
  await node!.process.end('SIGKILL');

  expect(await rowsOf(database.url, key)).toEqual([{ failures: 1 }]);
  expect(['none', 400]).toContain(await answer);
}, 60_000);
