import { startInboundNode, testUser, type InboundNode } from '../support/inbound-node.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

const modules = {
  local: {},
  uncached: { credentialsCache: { isOn: false, milliseconds: 20_000 } },
  brief: { credentialsCache: { isOn: true, milliseconds: 0 } },
};
const right = 'correct horse';

let database: TestDatabase;
let node: InboundNode;
let otherNode: InboundNode;
let count = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startInboundNode(database.url, { modules });
  otherNode = await startInboundNode(database.url, { modules });
});

afterAll(async () => {
  await node.close();
  await otherNode.close();
  await database.drop();
});

function create(moduleId = 'local') {
  return node.commands.create(moduleId, testUser(`caller${String(++count)}`, { moduleId }));
}

const check = (username: string, password: string, moduleId = 'local') =>
  node.credentials.check(moduleId, { username, password, remoteAddress: '192.0.2.1' });

/** Whether a call was judged as a sign-in. */
async function isJudged(call: () => Promise<unknown>): Promise<boolean> {
  node.statements.length = 0;
  await call();
  return node.statements.includes('sign_in_start');
}

test('right credentials are recognised without another sign-in', async () => {
  const { username, pid } = await create();
  const call = () => check(username, right);

  await expect(call()).resolves.toMatchObject({ kind: 'authenticated', user: { pid, securityVersion: 1 } });
  expect(await isJudged(call)).toBe(false);
  await expect(call()).resolves.toMatchObject({ kind: 'authenticated', user: { pid } });
});

test.each([
  { name: 'another password', call: (username: string) => check(username, 'correct horsf') },
  { name: 'another module', call: (username: string) => check(username, right, 'uncached') },
  { name: 'another name', call: (username: string) => check(`${username}x`, right) },
  {
    name: 'a name that ends where the password begins',
    call: (username: string) => check(username.slice(0, -1), right),
  },
])('V-54: $name is a sign-in of its own, and refused', async ({ call }) => {
  const { username } = await create();
  await check(username, right);

  expect(await isJudged(() => call(username))).toBe(true);
  await expect(call(username)).resolves.toMatchObject({ kind: 'refused' });
});

test.each(['uncached', 'brief'])('nothing is recognised where the module says so (%s)', async (moduleId) => {
  const { username } = await create(moduleId);
  await check(username, right, moduleId);

  expect(await isJudged(() => check(username, right, moduleId))).toBe(true);
});

test.each([
  { name: 'a lock', change: { accountLocked: true }, kind: 'locked' },
  { name: 'a disablement', change: { accountDisabled: true }, kind: 'refused' },
  { name: 'a new password', change: { password: 'another horse' }, kind: 'refused' },
  { name: 'becoming a system user', change: { systemUser: true }, kind: 'refused' },
])('R-11, V-28: within a second of $name at another node nothing is recognised', async ({ change, kind }) => {
  const { username, pid } = await create();
  await check(username, right);
  await otherNode.commands.change('local', pid, change);
  const started = performance.now();

  while ((await check(username, right)).kind === 'authenticated')
    await new Promise((resolve) => setTimeout(resolve, 10));

  expect(performance.now() - started).toBeLessThan(1_000);
  await expect(check(username, right)).resolves.toMatchObject({ kind });
});

test('V-28: who is disabled and enabled again is asked for the password anew', async () => {
  const { username, pid } = await create();
  await check(username, right);

  await node.commands.disable('local', pid);
  await node.commands.enable('local', pid);
  await node.administration.find({ nodeId: 'Master', moduleId: 'local', pid });

  // The change feed tells of it within a second; until then the state of before counts.
  const started = performance.now();
  let judged = false;
  while (!judged && performance.now() - started < 1_000) judged = await isJudged(() => check(username, right));
  expect(judged).toBe(true);
});

test('a change of the authorities is seen, and the password is not asked for again', async () => {
  const { username, pid } = await create();
  await check(username, right);
  await node.commands.change('local', pid, { authorities: [{ permission: 'VIEW_USERS' }] });
  const seen = async () => {
    const outcome = await check(username, right);
    return outcome.kind === 'authenticated' ? outcome.user.authorities : [];
  };

  while ((await seen())[0]?.permission !== 'VIEW_USERS') await new Promise((resolve) => setTimeout(resolve, 10));

  expect(await isJudged(() => check(username, right))).toBe(false);
});

test('V-52, V-54: wrong passwords lock the name here as at the sign-in page, also for what was recognised', async () => {
  const { username } = await create();
  await check(username, right);
  const guesses = Array.from({ length: 8 }, (_, index) => check(username, `wrong horse ${String(index)}`));

  const kinds = (await Promise.all(guesses)).map(({ kind }) => kind);

  expect(kinds.filter((kind) => kind === 'refused')).toHaveLength(5);
  await expect(check(username, 'another guess')).resolves.toMatchObject({ kind: 'locked' });
  await expect(check(username, right)).resolves.toMatchObject({ kind: 'locked' });
});

test('F-35: many calls at once with the same credentials are one sign-in', async () => {
  const { username } = await create();
  node.statements.length = 0;

  const outcomes = await Promise.all(Array.from({ length: 100 }, () => check(username, right)));

  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['authenticated']));
  expect(node.statements.filter((name) => name === 'sign_in_start')).toHaveLength(1);
});

test('V-61: a password that is too long is refused before anything costs', async () => {
  const { username } = await create();
  node.statements.length = 0;

  await expect(check(username, 'x'.repeat(1_000_000))).resolves.toMatchObject({ kind: 'refused' });

  expect(node.statements).toEqual([]);
});

test('a module that does not exist is unavailable', async () => {
  await expect(check('anna', right, 'nowhere')).resolves.toMatchObject({ kind: 'unavailable' });
});

describe('V-55, ruling 44: a program is known by the network it called from', () => {
  const from = (remoteAddress: string) => (username: string, password: string) =>
    node.credentials.check('local', { username, password, remoteAddress });
  const [atHome, next, elsewhere] = [from('2001:db8:1:1::7'), from('2001:db8:1:1::8'), from('198.51.100.9')];
  /** At the sign-in page, as anybody can. */
  const atPage = (username: string, password: string) =>
    node.authenticator.authenticate('local', { username, password, remoteAddress: '2001:db8:1:1::7' });
  type Way = typeof atHome | typeof atPage;

  async function guess(way: Way, username: string, times: number): Promise<readonly string[]> {
    const kinds: string[] = [];
    for (let time = 0; time < times; time++) kinds.push((await way(username, `guess ${String(time)}`)).kind);
    return kinds;
  }

  test.each([
    { name: 'the sign-in page', way: atPage },
    { name: 'calls from elsewhere', way: elsewhere },
  ])('guesses by $name do not keep it out', async ({ way }) => {
    const { username } = await create();
    await atHome(username, right);
    await guess(way, username, 6);

    expect((await way(username, right)).kind).toBe('locked');
    expect((await atHome(username, right)).kind).toBe('authenticated');
    expect((await next(username, right)).kind).toBe('authenticated');
  });

  test('guesses by the page and by calls from elsewhere count together', async () => {
    const { username } = await create();
    await atHome(username, right);

    const kinds = [...(await guess(atPage, username, 3)), ...(await guess(elsewhere, username, 3))];

    expect(kinds).toEqual(['refused', 'refused', 'refused', 'refused', 'refused', 'locked']);
  });

  test('its network has as many guesses as everybody else, and its lock ends with theirs alone', async () => {
    const { username } = await create();
    await atHome(username, right);

    const kinds = [...(await guess(next, username, 6)), (await atHome(username, right)).kind];

    expect(kinds).toEqual(['refused', 'refused', 'refused', 'refused', 'refused', 'locked', 'locked']);
    expect((await atPage(username, right)).kind).toBe('authenticated');
  });

  test('V-54: what is remembered of it lets in nobody else while guesses have locked the account', async () => {
    const { username } = await create();
    await guess(elsewhere, username, 4);
    await atHome(username, right);
    await guess(elsewhere, username, 6);
    await atHome(username, right);

    expect((await elsewhere(username, right)).kind).toBe('locked');
  });

  test('nobody is known by a network after a new password', async () => {
    const { username, pid } = await create();
    await atHome(username, right);
    await node.commands.setPassword('local', pid, 'battery staple here');
    await guess(atPage, username, 6);

    expect((await atHome(username, 'battery staple here')).kind).toBe('locked');
  });

  test('a network is noted once, whatever the number of calls, and its address is not readable', async () => {
    const { username, pid } = await create();
    for (let time = 0; time < 3; time++) await uncached(username, pid);

    const statement = { name: 'test_devices_of', text: 'SELECT device_hash FROM known_device WHERE user_pid = $1' };
    const rows = await node.sql.query<{ readonly device_hash: string }>(statement, [pid]);
    expect(rows.map(({ device_hash }) => /^[\w-]{43}$/.test(device_hash))).toEqual([true]);
  });

  async function uncached(username: string, pid: number): Promise<void> {
    await elsewhere(username, 'wrong');
    expect(await atHome(username, right)).toMatchObject({ kind: 'authenticated', user: { pid } });
  }
});
