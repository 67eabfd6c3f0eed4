import { moveDatabaseClock } from '../support/postgres.js';
import { newPkce, obtainCode, postForm, redemption } from '../support/app.js';
import { Person } from '../support/person.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

const clients = ['public-app', 'other-public-app'] as const;
const ages = ['fresh', 'expired'] as const;
const redirects = ['same', 'other', 'missing'] as const;
const verifiers = ['right', 'wrong', 'missing'] as const;
const uses = ['unused', 'used'] as const;

/** One cell of the table. */
interface Cell {
  readonly client: (typeof clients)[number];
  readonly age: (typeof ages)[number];
  readonly redirect: (typeof redirects)[number];
  readonly verifier: (typeof verifiers)[number];
  readonly use: (typeof uses)[number];
}

const cells: readonly Cell[] = clients.flatMap((client) =>
  ages.flatMap((age) =>
    redirects.flatMap((redirect) =>
      verifiers.flatMap((verifier) => uses.map((use) => ({ client, age, redirect, verifier, use }))),
    ),
  ),
);

describe('V-24: the truth table of a code redemption', () => {
  let server: TestServer;
  const person = new Person();
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());
  afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

  async function redeem(cell: Cell): Promise<Response> {
    const issued = await obtainCode(server.issuer, { scope: 'patient/*.rs' }, person, amelia);
    const right = redemption(issued);
    if (cell.use === 'used') await postForm(`${server.issuer}/oauth/token`, right);
    if (cell.age === 'expired') await moveDatabaseClock(server.databaseUrl, 61);
    const { redirect_uri, code_verifier, ...rest } = right;
    return postForm(`${server.issuer}/oauth/token`, {
      ...rest,
      client_id: cell.client,
      ...(cell.redirect !== 'missing' && {
        redirect_uri: cell.redirect === 'same' ? (redirect_uri ?? '') : 'https://app.example/other',
      }),
      ...(cell.verifier !== 'missing' && {
        code_verifier: cell.verifier === 'right' ? (code_verifier ?? '') : newPkce().verifier,
      }),
    });
  }

  test('has 72 cells, exactly one of which accepts', async () => {
    const accepted: Cell[] = [];
    for (const cell of cells) {
      const response = await redeem(cell);
      if (response.status === 200) accepted.push(cell);
      else
        expect({ cell, status: response.status, error: ((await response.json()) as { error: string }).error }).toEqual({
          cell,
          status: 400,
          error: 'invalid_grant',
        });
      await moveDatabaseClock(server.databaseUrl, 0);
    }

    expect(cells).toHaveLength(72);
    expect(accepted).toEqual([
      { client: 'public-app', age: 'fresh', redirect: 'same', verifier: 'right', use: 'unused' },
    ]);
  }, 120_000);
});
