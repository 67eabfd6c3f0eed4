import { startInboundNode, RESERVED_NAME, testUser, type InboundNode } from '../support/inbound-node.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

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
