import { startInboundNode, testUser, type InboundNode } from '../support/inbound-node.js';
import { lockout } from '../support/lockout.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

const author = { kind: 'command', actor: 'operator' } as const;
const module = { nodeId: 'Master', moduleId: 'local' };
const superuser = { authorities: [{ permission: 'ROLE_SUPERUSER' }] };
const helpdesk = { authorities: [{ permission: 'ACCESS_ADMIN_JSON' }, { permission: 'UPDATE_USER' }] };
const indispensable = { kind: 'refused', problems: [{ field: 'authorities' }] };

let database: TestDatabase;
let node: InboundNode;
let otherNode: InboundNode;

beforeEach(async () => {
  database = await createTestDatabase();
  const modules = { local: { lockoutPermanent: true, lockout: lockout({ maxFailedLogins: 2 }) } };
  node = await startInboundNode(database.url, { modules });
  otherNode = await startInboundNode(database.url, { modules });
});

afterEach(async () => {
  await node.close();
  await otherNode.close();
  await database.drop();
});

async function create(username: string, change: object) {
  const outcome = await node.administration.create(module, { ...testUser(username), ...change }, { author });
  if (outcome.kind !== 'created') throw new Error(JSON.stringify(outcome));
  return { key: { ...module, pid: outcome.user.pid }, json: outcome.user.json };
}

test.each([
  { name: 'locked', change: { accountLocked: true } },
  { name: 'disabled', change: { accountDisabled: true } },
  { name: 'stripped', change: { authorities: [] } },
  { name: 'made one of the helpdesk', change: helpdesk },
  { name: 'made a system user', change: { systemUser: true } },
])('F-54: the last superuser is not $name, until there is another who can sign in', async ({ change }) => {
  const { key, json } = await create('root', superuser);
  await create('helpdesk', helpdesk);
  await create('locked', { ...superuser, accountLocked: true });
  await create('disabled', { ...superuser, accountDisabled: true });
  await create('mute', { ...superuser, password: null });
  await create('pending', { ...superuser, password: "#{env['LATER']}" });
  const replace = () => node.administration.replace(key, { ...json, ...change }, { author });

  await expect(replace()).resolves.toMatchObject(indispensable);
  await expect(node.administration.find(key)).resolves.toMatchObject({ version: 1, json });

  await create('second', superuser);
  await expect(replace()).resolves.toMatchObject({ kind: 'changed' });
});

test('F-54: the last superuser is not deleted, and neither is the last of the helpdesk where there is none', async () => {
  const root = await create('root', superuser);
  const help = await create('helpdesk', helpdesk);
  const remove = ({ key }: typeof root) => node.administration.remove(key, { author });

  await expect(remove(root)).resolves.toMatchObject(indispensable);
  await create('second', superuser);
  await expect(remove(root)).resolves.toEqual({ kind: 'changed' });
  await expect(remove(help)).resolves.toEqual({ kind: 'changed' });
});

test('F-54: of two administrators who disable each other at once one stays', async () => {
  const accounts = [await create('one', superuser), await create('other', superuser)];
  const waiting = {
    name: 'test_waiting',
    text: "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  };

  // Nobody can write before both have looked at who is left.
  const { outcomes } = await node.sql.transaction(async (sql) => {
    await sql.query({ name: 'test_hold', text: 'SELECT pid FROM user_account FOR UPDATE' }, []);
    const work = accounts.map(({ key, json }, index) =>
      [node, otherNode][index]!.administration.replace(key, { ...json, accountDisabled: true }, { author }),
    );
    while ((await otherNode.sql.query(waiting, [])).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    return { outcomes: Promise.all(work) };
  });

  expect((await outcomes).map(({ kind }) => kind).sort()).toEqual(['changed', 'refused']);
});

test('F-54: a batch does not take all administrators away, for real or on trial, and does the rest', async () => {
  await create('one', superuser);
  await create('other', superuser);
  const entries = ['one', 'other', 'third'].map((username) => ({
    json: { ...testUser(username), ...superuser, accountDisabled: username !== 'third', authorities: [] },
  }));
  const run = (dryRun: boolean) => node.administration.importBatch(entries, { mode: 'import', dryRun, author });

  const trial = await run(true);
  const real = await run(false);

  expect(real.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'created']);
  expect(trial).toEqual(real);
});

test('F-54: strangers do not lock the last administrator for good by wrong passwords', async () => {
  const root = await create('root', superuser);
  const person = await create('person', {});
  for (const username of ['root', 'root', 'person', 'person'])
    await node.authenticator.authenticate('local', { username, password: 'wrong horse', remoteAddress: '192.0.2.1' });

  const [administrator, other] = await Promise.all([root, person].map(({ key }) => node.administration.find(key)));

  expect(administrator?.json).toMatchObject({ accountLocked: false, lockedUntil: expect.any(String) as string });
  expect(other?.json).toMatchObject({ accountLocked: true });
});
