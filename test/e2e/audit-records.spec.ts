import { withConnection } from '../../libs/database/src/connection.js';
import { authorizeUrl, basic, newPkce, obtainTokens, postForm } from '../support/app.js';
import { Person } from '../support/person.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

/** What an audit row says, as far as these tests look. */
interface AuditRow {
  readonly kind: string;
  readonly client_id: string | null;
  readonly username: string | null;
  readonly flow_id: string | null;
  readonly error_code: string | null;
}

describe('the audit log', () => {
  // Without signing keys, so that the start makes them.
  let database: TestDatabase;
  let server: TestServer;
  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startTestServer({ databaseUrl: database.url });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  async function rows(kind: string): Promise<readonly AuditRow[]> {
    return withConnection(server.databaseUrl, async (client) => {
      const text =
        'SELECT kind, client_id, username, flow_id, error_code FROM audit_event WHERE kind = $1 ORDER BY sequence';
      return (await client.query<AuditRow>(text, [kind])).rows;
    });
  }

  test('ruling 2: the keys that were made at the first start are on record, by their ids', async () => {
    const published = (await (await fetch(`${server.issuer}/jwk`)).json()) as { keys: readonly { kid: string }[] };

    const changes = await withConnection(server.databaseUrl, async (client) => {
      const text = "SELECT module_id, outcome, detail FROM audit_event WHERE kind = 'KEYSTORE_CHANGE'";
      return (await client.query<object>(text)).rows;
    });

    const kids = published.keys.map(({ kid }) => kid);
    const detail = { change: 'generated', keystoreId: 'smart_auth', kids, author: { kind: 'server' } };
    expect(changes).toEqual([{ module_id: 'smart_auth', outcome: 'success', detail }]);
  });

  test.each(['token', 'introspect', 'revoke'])(
    'R-10, O-14: a wrong secret at /oauth/%s is recorded with the client it was aimed at',
    async (endpoint) => {
      const before = (await rows('TOKEN_REFUSAL')).length;

      await postForm(
        `${server.issuer}/oauth/${endpoint}`,
        { grant_type: 'client_credentials', token: 'x' },
        basic('web-app', 'wrong'),
      );

      const refusals = (await rows('TOKEN_REFUSAL')).slice(before);
      expect(refusals).toMatchObject([{ client_id: 'web-app', error_code: 'invalid_client' }]);
    },
  );

  test('ruling 54: sign-in, approval, code and token of one flow are found by one id', async () => {
    await obtainTokens(server.issuer);

    const flows = await Promise.all(
      ['SIGN_IN', 'APPROVAL', 'AUTHORIZATION_CODE', 'TOKEN'].map(async (kind) => (await rows(kind)).at(-1)),
    );
    expect(new Set(flows.map((row) => row?.flow_id)).size).toBe(1);
    expect(flows.map((row) => row?.username)).toEqual(['amelia', 'amelia', 'amelia', 'amelia']);
  });

  test('ruling 54: a denial names who denied what', async () => {
    const person = new Person();
    const page = await person.open(authorizeUrl(server.issuer, { code_challenge: newPkce().challenge }));
    await person.deny(await person.signIn(page, amelia));

    const [denial] = (await rows('AUTHORIZATION_REFUSAL')).slice(-1);
    expect(denial).toMatchObject({ client_id: 'public-app', username: 'amelia', error_code: 'access_denied' });
    expect(denial?.flow_id).toBe((await rows('SIGN_IN')).at(-1)?.flow_id);
  });
});
