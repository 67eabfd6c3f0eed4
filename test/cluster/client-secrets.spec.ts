import { withConnection } from '../../libs/database/src/connection.js';
import { basic, postForm } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { ServerProcess, until } from '../support/server-process.js';
import { postSimultaneously } from '../support/simultaneous-posts.js';
import { SECRET, testClients } from '../support/test-clients.js';

const backend = testClients.find(({ clientId }) => clientId === 'backend')!;
/** Races with and without grace. */
const RACES = 4;
const WIDTH = 16;
const service = (clientId: string): Record<string, unknown> => ({ ...backend, clientId, secretClientCanChange: true });

let database: TestDatabase;
let a: ServerProcess;
let b: ServerProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  const clients = [service('seen'), ...Array.from({ length: RACES }, (_, index) => service(`race-${index}`))];
  const properties = ['module.smart_auth.config.client_secret.encoding=PBKDF2_256_10000_RND'];
  const options = { databaseUrl: database.url, clients, properties };
  a = await ServerProcess.start(options);
  b = await ServerProcess.start(options);
}, 120_000);

afterAll(async () => {
  await Promise.all([a, b].map((node) => node.dispose()));
  await database.drop();
}, 60_000);

const statusOn = async (node: ServerProcess, clientId: string, secret: string): Promise<number> =>
  (await postForm(node.tokenUrl, { grant_type: 'client_credentials' }, basic(clientId, secret))).status;
const changeUrl = (node: ServerProcess): string => `${node.origin}/oauth/change-secret`;

async function secretsOf(clientId: string): Promise<number> {
  return withConnection(database.url, async (client) => {
    const text = `select 1 from oauth2_client_secret s join oauth2_client c on c.pid = s.client_pid where client_id = $1`;
    return (await client.query(text, [clientId])).rows.length;
  });
}

test('ruling 20, I4: a secret changed through one node is refused on the other within 1 s, and the new one accepted', async () => {
  const next = 'the next correct horse';
  expect([await statusOn(a, 'seen', SECRET), await statusOn(b, 'seen', SECRET)]).toEqual([200, 200]);

  const fields = { client_id: 'seen', client_secret: SECRET, new_client_secret: next };
  expect((await postForm(changeUrl(a), fields)).status).toBe(200);
  const answeredAt = performance.now();
  expect(await until(async () => (await statusOn(b, 'seen', SECRET)) === 401, 10)).toBe(true);
  const seconds = (performance.now() - answeredAt) / 1_000;

  expect(seconds).toBeLessThan(1);
  expect([await statusOn(a, 'seen', SECRET), await statusOn(a, 'seen', next)]).toEqual([401, 200]);
  expect(await statusOn(b, 'seen', next)).toBe(200);
}, 60_000);

test.each(Array.from({ length: RACES }, (_, index) => ({ race: index, grace: index % 2 === 0 ? '0' : '30' })))(
  'S-07, G-07: of sixteen changes at once on two nodes one is stored, the others are refused cleanly (race $race, grace $grace)',
  async ({ race, grace }) => {
    const clientId = `race-${race}`;
    const wishes = Array.from({ length: WIDTH }, (_, index) => `correct horse number ${index}`);
    const posts = wishes.map((wish, index) => ({
      url: changeUrl(index % 2 === 0 ? a : b),
      fields: { client_id: clientId, client_secret: SECRET, new_client_secret: wish, grace_period_mins: grace },
    }));

    const answers = await postSimultaneously(posts);

    const winner = wishes[answers.findIndex(({ status }) => status === 200)] ?? '';
    expect(answers.map(({ status, body }) => [status, body.error].filter(Boolean).join(' ')).sort()).toEqual([
      '200',
      ...Array.from({ length: WIDTH - 1 }, () => '401 invalid_client'),
    ]);
    expect(await secretsOf(clientId)).toBe(2);
    for (const node of [a, b]) {
      expect(await until(async () => (await statusOn(node, clientId, winner)) === 200, 5)).toBe(true);
      expect(await statusOn(node, clientId, SECRET)).toBe(grace === '0' ? 401 : 200);
    }
  },
  60_000,
);
