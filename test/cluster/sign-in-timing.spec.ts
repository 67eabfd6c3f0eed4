import { postForm } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { ServerProcess } from '../support/server-process.js';
import { testClients } from '../support/test-clients.js';
import { amelia } from '../support/test-users.js';

/** Attempts of each kind, one after the other, in turn. */
const ROUNDS = 32;
const WARM_UP = 4;
/** How far apart two kinds may be, in milliseconds. */
const MOST_GAP = 2;
/** Of a median's place among the values sorted: three times its standard deviation, √n / 2. */
const MARGIN = Math.ceil(1.5 * Math.sqrt(ROUNDS));

const person = (username: string, change: object = {}) => ({ ...amelia, username, ...change });
const { password: _, ...withoutPassword } = person('no-password');
const users = [
  ...[person('known'), person('guessed-out'), person('locked', { accountLocked: true })],
  ...[person('disabled', { accountDisabled: true }), withoutPassword],
];
const kinds = ['known', 'unknown', 'guessed-out', 'locked', 'disabled', 'no-password'] as const;
type Kind = (typeof kinds)[number];

let database: TestDatabase;
let node: ServerProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  const clients = [{ ...testClients[0], clientId: 'old-app', allowedGrantTypes: ['PASSWORD'] }];
  const properties = [
    'gatehouse.mode=production',
    'module.smart_auth.config.password_grant.enabled=true',
    // So that the known one stays merely known.
    'module.local_security.config.max_failed_logins_until_lock=0',
  ];
  node = await ServerProcess.start({ databaseUrl: database.url, clients, users, properties });
  await rowsOf(
    database.url,
    `insert into sign_in_throttle (module_id, subject_key, failures, window_started_at, locked_until)
      select module_id, 'user:' || pid, 5, gatehouse_now(), gatehouse_now() + interval '1 hour'
      from user_account where username = 'guessed-out'`,
  );
}, 120_000);

afterAll(async () => {
  await node.dispose();
  await database.drop();
}, 60_000);

/** A wrong password: what is answered, and after how many milliseconds. */
async function attempt(username: Kind): Promise<{ readonly answer: string; readonly milliseconds: number }> {
  const fields = { grant_type: 'password', client_id: 'old-app', scope: 'openid', username, password: 'a wrong one' };
  const start = performance.now();
  const response = await postForm(node.tokenUrl, fields);
  const text = await response.text();
  const milliseconds = performance.now() - start;
  return { answer: `${String(response.status)} ${[...response.headers.keys()].join()} ${text}`, milliseconds };
}

test('V-56, G-26, A-20: neither the answer nor its time tells which accounts exist and what has become of them', async () => {
  const times = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]));
  const answers = new Set<string>();
  for (let round = -WARM_UP; round < ROUNDS; round++)
    for (const kind of kinds) {
      const { answer, milliseconds } = await attempt(kind);
      answers.add(answer);
      if (round >= 0) times.get(kind)?.push(milliseconds);
    }

  const known = times.get('known') ?? [];
  const told = kinds.filter((kind) => isTold(times.get(kind) ?? [], known));
  expect([...answers]).toHaveLength(1);
  expect(told).toEqual([]);
}, 120_000);

/**
 * Whether the median of the differences, pair by pair, is beyond the gap for sure: a machine that is busy makes it uncertain, but does not make it
 * another one, because the kinds take turns.
 */
function isTold(times: readonly number[], others: readonly number[]): boolean {
  const differences = times.map((time, round) => time - (others[round] ?? 0)).sort((one, other) => one - other);
  const [low = 0, high = 0] = [differences[ROUNDS / 2 - MARGIN], differences[ROUNDS / 2 + MARGIN]];
  return low > MOST_GAP || high < -MOST_GAP;
}
