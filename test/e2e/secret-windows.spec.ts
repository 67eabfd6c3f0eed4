import { setTimeout as delay } from 'node:timers/promises';
import { hashGeneratedSecret } from '#protocol/client/client-secret-hash';
import { basic, postForm } from '../support/app.js';
import { stopDatabaseClock } from '../support/postgres.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const backend = testClients.find(({ clientId }) => clientId === 'backend')!;
const SECOND = 1_000;
/** The old secret ends an hour after the new one begins. */
const BEGIN = new Date(Math.ceil(Date.now() / SECOND) * SECOND + 3_600_000);
const END = new Date(BEGIN.getTime() + 3_600_000);

const rotating = {
  ...backend,
  clientId: 'rotating',
  clientSecrets: [
    { secretHash: hashGeneratedSecret('the old secret'), expiration: END.toISOString() },
    { secretHash: hashGeneratedSecret('the new secret'), activation: BEGIN.toISOString() },
  ],
};
const lapsing = {
  ...backend,
  clientId: 'lapsing',
  clientSecrets: [{ secretHash: hashGeneratedSecret('the only secret'), expiration: END.toISOString() }],
};

/** Two nodes whose machines are two seconds ahead and two behind. */
let nodes: readonly TestServer[];
beforeAll(async () => {
  const first = await startTestServer({ clients: [rotating, lapsing], clock: skewed(2) });
  const { databaseUrl } = first;
  nodes = [first, await startTestServer({ clients: [rotating, lapsing], clock: skewed(-2), databaseUrl })];
});
afterAll(async () => {
  for (const node of nodes.toReversed()) await node.stop();
});

function skewed(seconds: number) {
  return { now: () => new Date(Date.now() + seconds * SECOND) };
}

async function statusAt(node: TestServer, clientId: string, secret: string): Promise<number> {
  const request = postForm(`${node.issuer}/oauth/token`, { grant_type: 'client_credentials' }, basic(clientId, secret));
  return (await request).status;
}

/** Asks until the answer is the expected one: a node may know the time before for as long as its look at the database is old. */
async function settles(ask: () => Promise<number>, expected: number): Promise<number> {
  const end = performance.now() + 5_000;
  for (;;) {
    const status = await ask();
    if (status === expected || performance.now() > end) return status;
    await delay(20);
  }
}

describe.each([
  { secret: 'the old secret', clientId: 'rotating', begins: undefined, ends: END },
  { secret: 'the new secret', clientId: 'rotating', begins: BEGIN, ends: undefined },
  { secret: 'the only secret', clientId: 'lapsing', begins: undefined, ends: END },
])('F-29, ruling 62: $secret of $clientId', ({ secret, clientId, begins, ends }) => {
  const rows = [
    ...(begins
      ? [-1, 0, 1].map((second) => ({ edge: 'activation', at: begins, second, status: second < 0 ? 401 : 200 }))
      : []),
    ...(ends
      ? [-1, 0, 1].map((second) => ({ edge: 'expiration', at: ends, second, status: second < 0 ? 200 : 401 }))
      : []),
  ];

  test.each(rows)('gets $status on both nodes in second $second of its $edge', async ({ at, second, status }) => {
    await stopDatabaseClock(nodes[0]!.databaseUrl, new Date(at.getTime() + second * SECOND));

    const statuses = [];
    for (const node of nodes) {
      await settles(() => statusAt(node, clientId, secret), status);
      // And not by chance: the next answers are the same.
      for (let count = 0; count < 3; count += 1) statuses.push(await statusAt(node, clientId, secret));
    }

    expect(new Set(statuses)).toEqual(new Set([status]));
  });
});

test('ruling 57: with its only secret gone a client does not become a public one', async () => {
  await stopDatabaseClock(nodes[0]!.databaseUrl, new Date(END.getTime() + 3_600_000));

  for (const node of nodes) {
    expect(await settles(() => statusAt(node, 'lapsing', 'the only secret'), 401)).toBe(401);
    const nameless = await postForm(`${node.issuer}/oauth/token`, {
      grant_type: 'client_credentials',
      client_id: 'lapsing',
    });
    expect([nameless.status, await nameless.json()]).toMatchObject([400, { error: 'invalid_client' }]);
  }
});
