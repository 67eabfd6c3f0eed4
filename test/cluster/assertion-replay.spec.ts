import { assertionFields, clientAssertion } from '../support/client-assertions.js';
import { keySetOf, newClientKey } from '../support/client-keys.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { ServerProcess } from '../support/server-process.js';
import { postSimultaneously, type JsonAnswer } from '../support/simultaneous-posts.js';
import { testClients } from '../support/test-clients.js';

const CROWD = 200;
const SMALL_RACES = 30;
/** Of all nodes; nobody calls it. */
const ISSUER = 'http://auth.example';

const key = newClientKey('ES384', 'one');
const service = {
  ...testClients.find(({ clientId }) => clientId === 'backend'),
  clientId: 'bulk-service',
  clientSecrets: [],
  publicJwks: keySetOf(key),
};

let database: TestDatabase;
let nodes: readonly ServerProcess[];

beforeAll(async () => {
  database = await createTestDatabase();
  const environment = { GATEHOUSE__module__smart_auth__config__issuer__url: ISSUER };
  const options = { databaseUrl: database.url, clients: [service], environment };
  nodes = [await ServerProcess.start(options), await ServerProcess.start(options)];
}, 120_000);

afterAll(async () => {
  await Promise.all(nodes.map((node) => node.dispose()));
  await database.drop();
}, 60_000);

/** The same assertion `width` times at once, to both nodes in turn. */
async function present(assertion: string, width: number): Promise<Readonly<Record<string, number>>> {
  const fields = { grant_type: 'client_credentials', scope: 'system/*.rs', ...assertionFields(assertion) };
  const answers = await postSimultaneously(
    Array.from({ length: width }, (_, index) => ({ url: nodes[index % 2]!.tokenUrl, fields })),
  );
  return tally(answers);
}

function tally(answers: readonly JsonAnswer[]): Readonly<Record<string, number>> {
  const kinds = answers.map(({ status, body }) => [status, body.error].filter(Boolean).join(' '));
  return Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]));
}

const newAssertion = (): string => clientAssertion({ key, clientId: 'bulk-service', audience: ISSUER });

describe('one assertion presented by many at once, on two nodes', () => {
  test(`V-35, STD K4: of ${CROWD} exactly one is accepted, the others get invalid_client`, async () => {
    expect(await present(newAssertion(), CROWD)).toEqual({ '200': 1, '400 invalid_client': CROWD - 1 });
  });

  test(`V-35: ${SMALL_RACES} races of 2 to 31 have one winner each`, async () => {
    for (let width = 2; width < 2 + SMALL_RACES; width++)
      expect(await present(newAssertion(), width)).toEqual({ '200': 1, '400 invalid_client': width - 1 });
  });

  test('V-35: both nodes killed and started again know what was used', async () => {
    const assertion = newAssertion();
    const before = await present(assertion, 1);
    await Promise.all(nodes.map((node) => node.end('SIGKILL')));
    await Promise.all(nodes.map((node) => node.startAndWait()));

    expect([before, await present(assertion, 2)]).toEqual([{ '200': 1 }, { '400 invalid_client': 2 }]);
  }, 120_000);
});
