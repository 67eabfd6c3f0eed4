import { withConnection } from '../../libs/database/src/connection.js';
import { postForm, redemption, type Tokens } from '../support/app.js';
import { codeFor, newVisitor, patientApp, refreshFields, strictApp, tokensFor } from '../support/cluster-apps.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { ServerProcess } from '../support/server-process.js';
import { postSimultaneously, type JsonAnswer } from '../support/simultaneous-posts.js';

/** Requests of the great races. */
const CROWD = 500;
/** Small races of each kind, of 2 to 32 requests. */
const SMALL_RACES = 60;

let database: TestDatabase;
let nodes: readonly ServerProcess[];
const visitor = newVisitor();

beforeAll(async () => {
  database = await createTestDatabase();
  const options = { databaseUrl: database.url, clients: [patientApp, strictApp] };
  nodes = [await ServerProcess.start(options), await ServerProcess.start(options)];
}, 120_000);

afterAll(async () => {
  await Promise.all(nodes.map((node) => node.dispose()));
  await database.drop();
}, 60_000);

/** The same form `width` times at once, to both nodes in turn. */
async function race(width: number, fields: Readonly<Record<string, string>>): Promise<readonly JsonAnswer[]> {
  return postSimultaneously(Array.from({ length: width }, (_, i) => ({ url: nodes[i % 2]!.tokenUrl, fields })));
}

/** How many answers there were of each kind, as in `{ '200': 1, '400 invalid_grant': 499 }`. */
function tally(answers: readonly JsonAnswer[]): Readonly<Record<string, number>> {
  const kinds = answers.map(({ status, body }) => [status, body.error].filter(Boolean).join(' '));
  return Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]));
}

async function codeRace(width: number, clientId = 'patient-app'): Promise<readonly JsonAnswer[]> {
  const issued = await codeFor(clientId, nodes[0]!.origin, visitor);
  return race(width, redemption(issued, { client_id: clientId }));
}

async function newRefresh(clientId: string): Promise<Record<string, string>> {
  return refreshFields(clientId, await tokensFor(clientId, nodes[1]!.origin, visitor));
}

interface FamilyRow {
  readonly grant_id: string;
  readonly generation: number;
  readonly is_live: boolean;
  readonly revocation_reason: string | null;
}

/** The newest family, and how many there are in all. */
async function families(): Promise<{ readonly count: number; readonly newest: FamilyRow }> {
  return withConnection(database.url, async (client) => {
    const { rows } = await client.query<FamilyRow & { count: number }>(
      `select grant_id, generation, revoked_at is null as is_live, revocation_reason, count(*) over ()::integer as count
         from token_family order by created_at desc limit 1`,
    );
    const [{ count, ...newest }] = rows as [FamilyRow & { count: number }];
    return { count, newest };
  });
}

const widths = Array.from({ length: SMALL_RACES }, (_, i) => 2 + ((i * 7) % 31));

afterEach(() => {
  // Beside the status of each answer: nothing went wrong inside either, and if it did, this says what.
  const faults = nodes.flatMap((node) => node.output.split('\n').filter((line) => line.includes('"level":"error"')));
  expect(faults.slice(0, 3).map((line) => line.slice(0, 1_500))).toEqual([]);
});

describe('STD N15: one code redeemed by many at once, on two nodes', () => {
  test(`F-04, I1, V-19: of ${CROWD} exactly one wins, the others get invalid_grant, nobody a server error`, async () => {
    const before = await families().catch(() => ({ count: 0 }));

    const answers = await codeRace(CROWD);

    expect(tally(answers)).toEqual({ '200': 1, '400 invalid_grant': CROWD - 1 });
    const after = await families();
    expect(after.count).toBe(before.count + 1);
  }, 120_000);

  test('V-20: what the winner got is revoked, because a code used twice may be stolen', async () => {
    const answers = await codeRace(8);

    const winner = answers.find(({ status }) => status === 200)!.body as unknown as Tokens;
    expect((await families()).newest).toMatchObject({ is_live: false, revocation_reason: 'code-reused' });
    const refreshed = await postForm(nodes[1]!.tokenUrl, refreshFields('patient-app', winner));
    expect([refreshed.status, await refreshed.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
  });

  test(`F-04, I1: ${SMALL_RACES} races of 2 to 32 have one winner each`, async () => {
    const { count } = await families();
    for (const width of widths)
      expect(tally(await codeRace(width))).toEqual({ '200': 1, '400 invalid_grant': width - 1 });

    expect((await families()).count).toBe(count + SMALL_RACES);
  }, 120_000);
});

describe('STD N15: one refresh token used by many at once, on two nodes', () => {
  test(`F-05, I2, V-19: without grace, of ${CROWD} exactly one wins and the family is revoked`, async () => {
    const fields = await newRefresh('strict-app');

    const answers = await race(CROWD, fields);

    expect(tally(answers)).toEqual({ '200': 1, '400 invalid_grant': CROWD - 1 });
    expect((await families()).newest).toMatchObject({
      generation: 2,
      is_live: false,
      revocation_reason: 'refresh-token-reused',
    });
  }, 120_000);

  test(`F-05, I2: within the grace all ${CROWD} get the identical successor, and it is the one live leaf`, async () => {
    const fields = await newRefresh('patient-app');

    const answers = await race(CROWD, fields);

    expect(tally(answers)).toEqual({ '200': CROWD });
    const successors = new Set(answers.map(({ body }) => body.refresh_token));
    expect([...successors]).toEqual([expect.not.stringMatching(fields.refresh_token!)]);
    expect((await families()).newest).toMatchObject({ generation: 2, is_live: true });
  }, 120_000);

  test(`F-05, V-20: without grace, ${SMALL_RACES / 2} races of 2 to 32 have one winner each and revoke the family each`, async () => {
    for (const width of widths.filter((_, i) => i % 2 === 0)) {
      const answers = await race(width, await newRefresh('strict-app'));

      expect(tally(answers)).toEqual({ '200': 1, '400 invalid_grant': width - 1 });
      expect((await families()).newest).toMatchObject({ generation: 2, is_live: false });
    }
  }, 120_000);

  test(`F-05, I2: within the grace, a line of ${SMALL_RACES / 2} races goes on by one generation each`, async () => {
    let fields = await newRefresh('patient-app');
    for (const [n, width] of widths.filter((_, i) => i % 2 === 1).entries()) {
      const answers = await race(width, fields);

      const successors = new Set(answers.map(({ body }) => body.refresh_token as string));
      expect(tally(answers)).toEqual({ '200': width });
      expect(successors.size).toBe(1);
      expect((await families()).newest).toMatchObject({ generation: n + 2, is_live: true });
      fields = refreshFields('patient-app', { refresh_token: [...successors][0]! });
    }
  }, 120_000);
});
