import type { Sql } from '#database/sql.port';
import { SqlClientIds } from '#outbound-smart/stores/typeorm/sql-client-ids.store';
import { startInboundNode, RESERVED_NAME, testUser, type InboundNode } from '../support/inbound-node.js';
import { createTestDatabase, openSql, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

const right = 'a kettle of herons';
const key = { nodeId: 'Master', moduleId: 'open' };

let database: TestDatabase;
let node: InboundNode;

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startInboundNode(database.url, {
    modules: { open: { createsUnknownUsers: true }, closed: {} },
  });
});

afterAll(async () => {
  await node.close();
  await database.drop();
});

const signIn = (username: string, password = right, moduleId = 'open') =>
  node.authenticator.authenticate(moduleId, { username, password, remoteAddress: '192.0.2.1' });

describe('reference 8.1: create_unknown_users', () => {
  test('makes an account of a name that nobody has, which may do nothing, and leaves a record', async () => {
    const outcome = await signIn(' newcomer ');

    expect(outcome).toMatchObject({ kind: 'authenticated', user: { username: 'newcomer', authorities: [] } });
    expect(await signIn('NEWCOMER')).toMatchObject({ kind: 'authenticated', user: { username: 'newcomer' } });
    expect(await signIn('newcomer', 'another password here')).toMatchObject({ kind: 'refused' });
    expect(node.audit.filter(({ username }) => username === 'newcomer')).toMatchObject([
      { kind: 'USER_CHANGE', outcome: 'success', detail: { change: 'created', actor: 'create_unknown_users' } },
    ]);
  });

  test('V-75: the name of a deleted user by which somebody signed in goes to nobody', async () => {
    const outcome = await signIn('former');
    if (outcome.kind !== 'authenticated') throw new Error(outcome.kind);
    await node.commands.remove('open', outcome.user.pid);

    expect(await signIn('Former')).toMatchObject({ kind: 'refused' });
  });

  test('is one account, however many come at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => signIn('at-once')));

    expect(outcomes.some(({ kind }) => kind === 'authenticated')).toBe(true);
    expect(node.audit.filter(({ username }) => username === 'at-once')).toHaveLength(1);
  });

  test.each([
    { name: 'a password that would be guessed first', username: 'weakling', password: 'password1' },
    { name: 'a password that is too short', username: 'shorty', password: 'short' },
    { name: 'the id of a client', username: RESERVED_NAME, password: right },
    { name: 'a name with signs that nobody sees', username: 'a\u200bb', password: right },
    { name: 'an impossible name', username: '\u0001', password: right },
  ])('refuses $name', async ({ username, password }) => {
    expect(await signIn(username, password)).toMatchObject({ kind: 'refused', reason: 'unknown-user' });
  });

  test('V-28: brings nobody back who is locked, disabled or of no password', async () => {
    for (const change of [{ accountLocked: true }, { accountDisabled: true }]) {
      const username = Object.keys(change)[0] ?? '';
      await node.administration.create(
        key,
        { ...testUser(username), moduleId: 'open', ...change },
        { author: { kind: 'command', actor: 'root' } },
      );
      expect((await signIn(username)).kind).not.toBe('authenticated');
    }
  });

  test('is off unless a module says otherwise', async () => {
    expect(await signIn('newcomer', right, 'closed')).toMatchObject({ kind: 'refused', reason: 'unknown-user' });
  });
});

test('R-18: whether a chosen name is like the id of a client is looked up in an index, since strangers have it asked', async () => {
  const { sql, close } = openSql(database.url);
  await rowsOf(
    database.url,
    "insert into oauth2_client (node_id, module_id, client_id, client_name, definition) values ('Master', 'smart_auth', 'Ｐortal  App', 'Portal', '{}')",
  );
  const plans: string[] = [];
  const [alike, other] = await sql.transaction(async (transaction) => {
    await transaction.query({ name: 'no_scans', text: 'SET LOCAL enable_seqscan = off' }, []);
    const explained: Pick<Sql, 'query'> = {
      query: async (statement, values) => {
        const explain = { name: 'explained', text: `EXPLAIN ${statement.text}` };
        plans.push(JSON.stringify(await transaction.query(explain, values)));
        return transaction.query(statement, values);
      },
    };
    const ids = new SqlClientIds(explained as Sql);
    return [await ids.isAlike(['smart_auth'], ' portal APP'), await ids.isAlike(['smart_auth'], 'portal-app')];
  });
  await close();

  expect([alike, other]).toEqual([true, false]);
  expect(plans[0]).toMatch(/Index.*oauth2_client_spelling/);
});
