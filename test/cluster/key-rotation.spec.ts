import { withConnection } from '../../libs/database/src/connection.js';
import { keystoresOver, operatorKey, setOf } from '../support/keystore-bench.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rotateUnderLoad } from '../support/rotation-campaign.js';
import { ServerProcess, until } from '../support/server-process.js';

let database: TestDatabase;
const nodes: ServerProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  for (let n = 0; n < 2; n++) nodes.push(await ServerProcess.start({ databaseUrl: database.url }));
}, 120_000);

afterAll(async () => {
  await Promise.all(nodes.map((node) => node.dispose()));
  await database.drop();
}, 60_000);

test('F-27 G-11: keys are rotated under load with a node killed in between, and no token is ever refused', async () => {
  const figures = await rotateUnderLoad({
    ...{ nodes, databaseUrl: database.url },
    ...{ rotations: 6, every: 1_000, leadSeconds: 3, cacheSeconds: 1, lanes: 2, pause: 20 },
    onRotated: async (rotation) => {
      if (rotation !== 3) return;
      await nodes[1]!.end('SIGKILL');
      await nodes[1]!.startAndWait();
    },
  });

  expect(figures.failures).toEqual([]);
  expect(figures.kids).toBe(7);
  expect(figures.overlap).toBeLessThan(500);
  expect(figures.tokens).toBeGreaterThan(100);
}, 120_000);

test('F-27: two processes that find the same keystores due, one of them killed over it, leave one new generation each', async () => {
  const administrator = await keystoresOver(database.url);
  const ids = Array.from({ length: 20 }, (_, n) => `due-${String(n)}`);
  for (const keystoreId of ids) {
    const json = { keystoreId, jsonKeys: setOf(operatorKey('old')), rotationDays: 1 };
    await administrator.administration.create(json, { kind: 'command', actor: 'test' });
  }
  await Promise.all(nodes.map((node) => node.end()));
  await withConnection(database.url, (client) =>
    client.query(`update signing_key set published_at = published_at - interval '2 days' where kid = 'old'`),
  );

  const [one, other] = nodes;
  one!.launch();
  other!.launch();
  await until(async () => (await generations()).some((count) => count > 1));
  await one!.end('SIGKILL');
  await other!.ready();

  expect(await until(async () => (await generations()).every((count) => count === 2))).toBe(true);
  await one!.startAndWait();
  expect(new Set(await generations())).toEqual(new Set([2]));
  await administrator.close();
}, 120_000);

/** How many keys each of the keystores has. */
async function generations(): Promise<readonly number[]> {
  const text = `select count(*)::integer as count from signing_key where keystore_id like 'due-%' group by keystore_id`;
  const { rows } = await withConnection(database.url, (client) => client.query<{ count: number }>(text));
  return rows.map(({ count }) => count);
}
