import { LocalInboundOptions } from '../../libs/inbound-security/src/local/local-inbound.options.js';
import { readSeedUsers } from '../../libs/inbound-security/src/seeding/seed-users-file.js';
import type { SeedMode } from '#protocol/administration/seed-list';
import { RESERVED_NAME, startInboundNode, testUser, type InboundNode } from '../support/inbound-node.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

const modules = { local: {}, other: {}, seeded: {}, production: {}, raced: {}, wrong: {}, pids: {} };
const scope = { moduleId: 'smart_auth', secure: true, idleMinutes: 30, absoluteHours: 12, mostPerPerson: 0 };

let database: TestDatabase;
let node: InboundNode;
let otherNode: InboundNode;

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

/** Waits until `fact` holds and says how long that took, in milliseconds. */
async function until(fact: () => Promise<boolean>): Promise<number> {
  const started = performance.now();
  while (!(await fact())) await new Promise((resolve) => setTimeout(resolve, 10));
  return performance.now() - started;
}

async function problemOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(() => undefined, String);
}

describe('UserDirectory over local accounts', () => {
  test('a user is found as created, with every field and without the password', async () => {
    const user = testUser('anna', { fhirUserUrl: 'https://fhir.example.org/Practitioner/1', notes: 'two\nlines' });
    const created = await node.commands.create('local', user);

    expect(created).toEqual({
      pid: expect.any(Number),
      nodeId: 'Master',
      moduleId: 'local',
      username: 'anna',
      familyName: 'Muster',
      givenName: 'Anna',
      email: 'anna@example.org',
      external: false,
      notes: 'two\nlines',
      authorities: [{ permission: 'FHIR_READ_INSTANCE', argument: 'Patient/1' }],
      defaultLaunchContexts: [{ contextType: 'patient', resourceId: 'Patient/1' }],
      fhirUserUrl: 'https://fhir.example.org/Practitioner/1',
      securityVersion: 1,
      secondFactor: { kinds: [], isRequired: false, isProgram: false },
    });
    await expect(otherNode.directory.find('local', created.pid)).resolves.toEqual(created);
    await expect(node.directory.find('other', created.pid)).resolves.toBeUndefined();
    await expect(node.directory.find('local', 999_999)).resolves.toBeUndefined();
    expect(node.audit.at(-1)).toMatchObject({
      kind: 'USER_CHANGE',
      username: 'anna',
      detail: { change: 'created', actor: 'admin' },
    });
  });

  test('a user who is read again costs no statement', async () => {
    const { pid } = await node.commands.create('local', testUser('cached'));
    await until(async () => {
      await node.directory.find('local', pid);
      node.statements.length = 0;
      await node.directory.usable('local', pid);
      return node.statements.length === 0;
    });

    expect(node.statements).toEqual([]);
  });

  test.each([
    { name: 'lock', undo: 'unlock' },
    { name: 'disable', undo: 'enable' },
  ] as const)(
    'V-28, R-11: $name takes effect on both nodes within a second and ends the sessions',
    async ({ name, undo }) => {
      const user = await node.commands.create('local', testUser(`subject-of-${name}`));
      const { browser } = await node.sessions.identify(scope, undefined);
      const { setCookie } = await node.sessions.signIn(scope, browser, user, ['pwd']);
      await otherNode.directory.usable('local', user.pid);

      await node.commands[name]('local', user.pid);

      await expect(
        until(async () => (await otherNode.directory.usable('local', user.pid)) === undefined),
      ).resolves.toBeLessThan(1_000);
      const after = await otherNode.directory.find('local', user.pid);
      expect(after?.securityVersion).toBe(2);
      expect((await node.sessions.identify(scope, setCookie.split(';')[0])).browser.session).toBeUndefined();
      expect(node.audit.at(-1)).toMatchObject({ userPid: user.pid, detail: { actor: 'admin', endedSessions: 1 } });

      await node.commands[undo]('local', user.pid);
      await until(async () => (await otherNode.directory.usable('local', user.pid)) !== undefined);
    },
  );

  test('V-28: a new password ends sessions, forgets devices and raises the security version', async () => {
    const user = await node.commands.create('local', testUser('forgetful'));
    const sign = (password: string) =>
      node.authenticator.authenticate('local', { username: 'forgetful', password, remoteAddress: '192.0.2.1' });
    await sign('correct horse');
    const { browser } = await node.sessions.identify(scope, undefined);
    await node.sessions.signIn(scope, browser, user, ['pwd']);

    await node.commands.setPassword('local', user.pid, 'another horse');

    await expect(sign('correct horse')).resolves.toMatchObject({ kind: 'refused', reason: 'wrong-password' });
    const devices = await node.sql.query(
      { name: 'test_devices', text: 'SELECT 1 FROM known_device WHERE user_pid = $1' },
      [user.pid],
    );
    expect(devices).toEqual([]);
    expect(node.audit.at(-1)).toMatchObject({ detail: { change: 'changed', fields: ['password'], endedSessions: 1 } });
    await expect(sign('another horse')).resolves.toMatchObject({ kind: 'authenticated', user: { securityVersion: 2 } });
  });
});

describe('the names that are taken', () => {
  test('ruling 49: are those of users in any state, spelt exactly so, of this module', async () => {
    await node.commands.create('other', testUser('Reserved', { moduleId: 'other', accountDisabled: true }));

    const among = (moduleId: string) =>
      node.directory.usernamesAmong(moduleId, ['Reserved', 'reserved', 'free', 'Reserved']);

    expect([await among('other'), await among('local')]).toEqual([['Reserved'], []]);
  });
});

describe('a person by name', () => {
  test.each(['Frida', 'frida', ' ＦRIDA '])('V-51: %j is found however it is typed', async (typed) => {
    await problemOf(node.commands.create('local', testUser('Frida')));

    expect(await node.directory.named('local', typed)).toMatchObject({ username: 'Frida' });
    expect(await node.directory.named('other', typed)).toBeUndefined();
    expect(node.directory.usernameKey('local', typed)).toBe(node.directory.usernameKey('local', 'Frida'));
  });

  test.each([
    { name: 'locked', change: { accountLocked: true } },
    { name: 'disabled', change: { accountDisabled: true } },
    { name: 'of the system', change: { systemUser: true } },
  ])('V-28: is not found where the account is $name: nobody signs in by it', async ({ name, change }) => {
    await node.commands.create('local', testUser(name, change));

    expect(await node.directory.named('local', name)).toBeUndefined();
  });
});

describe('UserSeeding', () => {
  const users = [
    { username: 'ANONYMOUS', systemUser: true, authorities: [{ permission: 'ROLE_ANONYMOUS' }] },
    { username: 'anna', password: 'correct horse', familyName: 'Muster', lastActive: '2020-01-01' },
    { username: 'bert' },
    { username: 'carla', external: true },
  ];
  const seedUsers = (at: InboundNode, moduleId: string, entries: readonly object[], mode: SeedMode = 'evaluation') => {
    const instance = { nodeId: 'Master', moduleId, options: new LocalInboundOptions() };
    return at.seeding.seedUsers(moduleId, readSeedUsers({ users: entries }, instance).entries, mode);
  };
  const sign = (moduleId: string, username: string, password: string) =>
    node.authenticator.authenticate(moduleId, { username, password, remoteAddress: '192.0.2.1' });

  test('A-18: evaluation gives a person without password one, returned once', async () => {
    const report = await seedUsers(node, 'seeded', users);

    expect(report).toMatchObject({
      seeded: true,
      created: ['ANONYMOUS', 'anna', 'bert', 'carla'],
      withoutPassword: [],
      problems: [],
    });
    const [generated] = report.generatedPasswords;
    expect(report.generatedPasswords).toEqual([{ username: 'bert', password: expect.stringMatching(/^[\w-]{22}$/) }]);
    await expect(sign('seeded', 'bert', generated!.password)).resolves.toMatchObject({ kind: 'authenticated' });
    await expect(sign('seeded', 'anna', 'correct horse')).resolves.toMatchObject({ kind: 'authenticated' });
    expect(JSON.stringify(node.audit)).not.toContain(generated!.password);
  });

  test('seeds once: a second start, or a changed file, creates nobody', async () => {
    await seedUsers(node, 'seeded', users);
    const report = await seedUsers(otherNode, 'seeded', [{ username: 'late' }]);

    expect(report).toEqual({
      seeded: false,
      created: [],
      generatedPasswords: [],
      withoutPassword: [],
      problems: [],
      warnings: [],
    });
  });

  test('a pid of the file stays where it is free, and the other is told with its place', async () => {
    const pidOf = async (username: string) => (await node.directory.named('pids', username))?.pid;

    const report = await seedUsers(node, 'pids', [
      { username: 'first', pid: 700 },
      { username: 'second', pid: 700 },
    ]);

    expect(await pidOf('first')).toBe(700);
    expect(report.warnings).toMatchObject([
      { field: 'users[1] (second).pid', problem: `700 cannot be kept: it is ${String(await pidOf('second'))} here` },
    ]);
  });

  test('production makes no password and says whose is missing', async () => {
    const report = await seedUsers(node, 'production', users, 'production');

    expect(report).toMatchObject({ withoutPassword: ['bert'], generatedPasswords: [] });
    await expect(sign('production', 'bert', 'anything')).resolves.toEqual({ kind: 'refused', reason: 'no-password' });
  });

  test('of two nodes that start together one seeds', async () => {
    const reports = await Promise.all([node, otherNode].map((each) => seedUsers(each, 'raced', users)));

    expect(reports.map((report) => report.seeded).sort()).toEqual([false, true]);
    expect(reports.flatMap((report) => report.generatedPasswords)).toHaveLength(1);
  });

  test('ruling 49: a name that is the id of a client creates nobody and may be corrected', async () => {
    const wrong = [...users.slice(0, 2), { username: RESERVED_NAME }];

    const report = await seedUsers(node, 'wrong', wrong);
    expect(report).toMatchObject({ seeded: false, created: [], problems: [{ field: 'users[2] (my-app).username' }] });

    const corrected = await seedUsers(node, 'wrong', users.slice(0, 2));
    expect(corrected.created).toEqual(['ANONYMOUS', 'anna']);
  });
});
