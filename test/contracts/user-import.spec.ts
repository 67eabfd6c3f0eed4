import fc from 'fast-check';
import type { BulkOutcome } from '#protocol/administration/bulk-change';
import { RESERVED_NAME, startInboundNode, testUser, type InboundNode } from '../support/inbound-node.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

const author = { kind: 'command', actor: 'gatehouse command' } as const;
const module = { nodeId: 'Master', moduleId: 'local' };
const bcrypt = '$2b$12$abcdefghijklmnopqrstuuO5xgGbrjPS9WC8Yq1PZbGZZWqUvzL9W';
const modules = { local: {}, alpha: { usernameCaseSensitive: true } };
const reference = (name: string) => `#{env['GATEHOUSE_USER__LOCAL__${name}']}`;

let database: TestDatabase;
let emptyDatabase: TestDatabase;
let node: InboundNode;
let emptyNode: InboundNode;

beforeAll(async () => {
  database = await createTestDatabase();
  emptyDatabase = await createTestDatabase();
  node = await startInboundNode(database.url, { modules });
  emptyNode = await startInboundNode(emptyDatabase.url, { modules });
});

afterAll(async () => {
  await node.close();
  await emptyNode.close();
  await database.drop();
  await emptyDatabase.drop();
});

/** What becomes of JSON texts, each an entry of one batch. */
function take(entries: readonly unknown[], request: { mode?: 'import' | 'apply'; dryRun?: boolean } = {}, at = node) {
  const batch = entries.map((json) => ({ json }));
  return at.administration.importBatch(batch, {
    ...{ mode: 'import', dryRun: false, author, defaultModuleId: 'local' },
    ...request,
  });
}

async function exported(at = node) {
  const all = [];
  for await (const each of at.administration.each()) all.push(each);
  return all;
}

async function found(username: string, at = node) {
  return (await exported(at)).find(({ json }) => json.username === username);
}

const signIn = (username: string, password: string) =>
  node.authenticator.authenticate('local', { username, password, remoteAddress: '192.0.2.1' });

describe('taking over users', () => {
  test('says of each entry what became of it, in their order, and a bad one does not stop the others', async () => {
    await node.administration.create(module, testUser('there'), { author });
    await node.administration.create(module, testUser('same'), { author });
    const entries = [
      testUser('new'),
      { ...testUser('there'), familyName: 'Neu', shoeSize: 43 },
      { username: 'bad', password: 'x', accountLocked: 'no' },
      testUser('same'),
      testUser('ＮEW'),
      { ...testUser('lost'), moduleId: 'nowhere' },
      testUser(RESERVED_NAME),
      'no user',
    ];

    const outcomes = await take(entries);

    expect(outcomes).toMatchObject([
      { kind: 'created' },
      { kind: 'changed', fields: ['familyName'], version: 1, unknownFields: ['shoeSize'] },
      { kind: 'refused', problems: [{ field: 'accountLocked' }, { field: 'password' }] },
      { kind: 'unchanged' },
      { kind: 'refused', problems: [{ field: 'username' }] },
      { kind: 'refused', problems: [{ field: 'moduleId' }] },
      { kind: 'refused', problems: [{ field: 'username' }] },
      { kind: 'refused' },
    ]);
    await expect(signIn('new', 'correct horse')).resolves.toMatchObject({ kind: 'authenticated' });
    const records = node.audit.filter(({ detail }) => detail?.actor === 'gatehouse command');
    expect(records.slice(-2)).toMatchObject([
      { username: 'new', detail: { change: 'created' } },
      { username: 'there', detail: { change: 'changed', fields: ['familyName'] } },
    ]);
  });

  test('on trial tells the same and writes nothing', async () => {
    await node.administration.create(module, testUser('trial'), { author });
    const before = await exported();
    const records = node.audit.length;
    const entries = [testUser('trial-new'), { ...testUser('trial'), notes: 'x' }, { username: '' }, testUser('trial')];

    const trial = await take(entries.slice(0, 3), { dryRun: true });

    expect([await exported(), node.audit.length]).toEqual([before, records]);
    expect(await take(entries.slice(0, 3))).toEqual(trial);
  });

  test('a number of users costs as many statements as one, but for audit and passwords', async () => {
    const users = (count: number, prefix: string) =>
      Array.from({ length: count }, (_, index) => ({ username: `${prefix}${String(index)}` }));
    const statements = async (entries: readonly unknown[]) => {
      node.statements.length = 0;
      await take(entries);
      return node.statements.length;
    };

    const changed = (entries: readonly object[]) => entries.map((user) => ({ ...user, notes: 'x' }));

    const [creation, change] = [await statements(users(1, 'few')), await statements(changed(users(1, 'few')))];

    expect(await statements(users(500, 'many'))).toBe(creation);
    expect(await statements(changed(users(500, 'many')))).toBe(change);
  });

  test('a batch of more than 500 is not taken', async () => {
    await expect(take(Array.from({ length: 501 }, () => ({})))).rejects.toThrow(RangeError);
  });

  test('F-06: an entry that was decided upon another state is stale', async () => {
    await node.administration.create(module, testUser('decided'), { author });
    const run = (username: string, expectedVersion: number) =>
      node.administration.importBatch([{ json: { ...testUser(username), notes: 'x' }, expectedVersion }], {
        ...{ mode: 'apply', dryRun: false, author },
        defaultModuleId: 'local',
      });

    await expect(run('decided', 0)).resolves.toMatchObject([{ kind: 'stale' }]);
    await expect(run('decided', 2)).resolves.toMatchObject([{ kind: 'stale' }]);
    await expect(run('undecided', 1)).resolves.toMatchObject([{ kind: 'stale' }]);
    await expect(run('decided', 1)).resolves.toMatchObject([{ kind: 'changed' }]);
    await expect(run('undecided', 0)).resolves.toMatchObject([{ kind: 'created' }]);
  });

  test('F-06: of two batches at once that create one user one does', async () => {
    const outcomes = await Promise.all([take([testUser('twice')]), take([testUser('twice')])]);

    expect(outcomes.flat().map(({ kind }) => kind)).toContain('created');
    expect(outcomes.flat().filter(({ kind }) => kind === 'created')).toHaveLength(1);
  });

  test('entries without module need to be told one where there are several', async () => {
    const request = { mode: 'import', dryRun: false, author } as const;
    const { moduleId: _, ...json } = testUser('anywhere');

    await expect(node.administration.importBatch([{ json }], request)).resolves.toMatchObject([
      { kind: 'refused', problems: [{ field: 'moduleId', remedy: expect.stringContaining('local, alpha') as string }] },
    ]);
  });
});

describe('the pid of users who are taken over', () => {
  const pidOf = async (username: string) => (await found(username))?.key.pid;
  const user = (username: string, pid?: number) => ({ username, pid });
  const remedy = 'Tell tools that address it by pid, such as a Terraform state, before they write';
  const told = (problem: string) => ({ field: 'pid', problem, remedy });
  const warnings = (outcome: BulkOutcome | undefined) => outcome?.warnings.filter(({ field }) => field === 'pid');

  test('stays where it is free, and those that are made later go on behind it', async () => {
    await take([user('keeps', 5_000)]);
    await take([user('later')]);

    expect(await pidOf('keeps')).toBe(5_000);
    expect(await pidOf('later')).toBeGreaterThan(5_000);
    await take([user('below', 4_000)]);
    expect(await pidOf('below')).toBe(4_000);
    await take([user('last')]);
    expect(await pidOf('last')).toBeGreaterThan((await pidOf('later'))!);
  });

  test('is another where somebody has or had it, and where it is out of all bounds; both are told, on trial, too', async () => {
    await take([user('owner', 6_000), user('erased', 6_001)]);
    await node.administration.remove({ ...module, pid: 6_001 }, { author });
    const entries = [
      user('guest', 6_000),
      user('heir', 6_001),
      user('one', 6_002),
      user('two', 6_002),
      user('zero', 0),
      user('vast', Number.MAX_SAFE_INTEGER),
    ];

    const trial = await take(entries, { dryRun: true });
    const outcomes = await take(entries);

    const another = (pid: number) => [told(`${String(pid)} cannot be kept: it becomes another`)];
    expect(trial.map(warnings)).toEqual(
      [6_000, 6_001, -1, 6_002, 0, Number.MAX_SAFE_INTEGER].map((pid) => (pid < 0 ? [] : another(pid))),
    );
    for (const [index, { username, pid = 0 }] of entries.entries()) {
      const own = await pidOf(username);
      expect(warnings(outcomes[index])).toEqual(
        own === pid ? [] : [told(`${String(pid)} cannot be kept: it is ${String(own)} here`)],
      );
    }
    expect(await pidOf('owner')).toBe(6_000);
    expect(await pidOf('one')).toBe(6_002);
    expect(await pidOf('vast')).toBeLessThan(1_000_000);
  });

  test('of somebody who is there stays as it is, and that of the document is told', async () => {
    await take([user('stays', 7_000)]);

    const [outcome] = await take([user('stays', 7_001)]);

    expect(outcome).toMatchObject({
      kind: 'unchanged',
      warnings: expect.arrayContaining([told('7001 cannot be kept: it is 7000 here')]),
    });
    expect(await pidOf('stays')).toBe(7_000);
  });

  test('F-06: of two imports at once that want one, one keeps it', async () => {
    const wishes = ['racer', 'rival', 'third', 'fourth'].map((username) => user(username, 8_000));

    await Promise.all(wishes.map((each) => take([each])));

    const pids = await Promise.all(wishes.map(({ username }) => pidOf(username)));
    expect(pids.filter((pid) => pid === 8_000)).toHaveLength(1);
    expect(new Set(pids).size).toBe(4);
  });

  test('is the business of the server where somebody is created by the API: nobody chooses whom tools reach', async () => {
    const created = await node.administration.create(module, { ...testUser('chooser'), pid: 9_000 }, { author });

    expect(created.kind).toBe('created');
    expect(await pidOf('chooser')).not.toBe(9_000);
  });
});

describe('passwords of users who are taken over', () => {
  test('ruling 64: a hash counts, also where the password goes', async () => {
    await expect(take([{ username: 'hashed', password: bcrypt }])).resolves.toMatchObject([{ kind: 'created' }]);
    await expect(signIn('hashed', 'wrong horse')).resolves.toMatchObject({ reason: 'wrong-password' });
  });

  test('an import leaves them alone, a plan that is applied sets them, a second time changes nothing', async () => {
    await node.administration.create(module, testUser('keeper'), { author });
    const entry = { ...testUser('keeper'), password: 'another horse' };

    expect(await take([entry])).toMatchObject([{ kind: 'unchanged' }]);
    expect(await take([entry], { mode: 'apply', dryRun: true })).toMatchObject([
      { kind: 'changed', fields: ['password'] },
    ]);
    expect(await take([entry], { mode: 'apply' })).toMatchObject([{ kind: 'changed', fields: ['password'] }]);
    expect(await take([entry], { mode: 'apply' })).toMatchObject([{ kind: 'unchanged' }]);
    expect(await take([{ ...entry, password: '***' }], { mode: 'apply' })).toMatchObject([{ kind: 'unchanged' }]);
    await expect(signIn('keeper', 'another horse')).resolves.toMatchObject({ kind: 'authenticated' });
  });

  test('one to come keeps everybody out until it is there, and never takes the place of one', async () => {
    const pending = { ...testUser('pending'), password: reference('PENDING') };

    expect(await take([pending])).toMatchObject([{ kind: 'created', warnings: [{ field: 'password' }] }]);
    expect(await take([pending])).toMatchObject([{ kind: 'unchanged' }]);
    await expect(signIn('pending', pending.password)).resolves.toMatchObject({ kind: 'refused' });
    const shown = await found('pending');
    await expect(node.administration.find(shown!.key)).resolves.toMatchObject({ passwordPending: true });
    expect(shown?.json.password).toBe(pending.password);

    expect(await take([testUser('pending')])).toMatchObject([{ kind: 'changed', fields: ['password'] }]);
    expect(await take([pending], { mode: 'apply' })).toMatchObject([{ kind: 'unchanged' }]);
    await expect(signIn('pending', 'correct horse')).resolves.toMatchObject({ kind: 'authenticated' });
  });

  test('are warned of as long as they are to come, and not where there is one', async () => {
    const waiting = { ...testUser('waiting'), password: reference('WAITING') };
    const warned = async (notes: string) => {
      const [outcome] = await take([{ ...waiting, notes }], { mode: 'apply' });
      return outcome?.kind === 'stale' ? outcome.kind : outcome?.warnings.map(({ field }) => field);
    };

    const before = [await warned('one'), await warned('another')];
    await take([testUser('waiting')], { mode: 'apply' });

    expect(before).toEqual([['password'], ['password']]);
    expect(await warned('a third')).toEqual([]);
    const { key, json } = (await found('waiting'))!;
    await expect(
      node.administration.replace(key, { ...json, password: waiting.password }, { author }),
    ).resolves.toMatchObject({ kind: 'unchanged', warnings: [] });
  });

  test('V-102: are in no export: a reference stands for each', async () => {
    await node.administration.create(module, testUser('secretive'), { author });
    await node.administration.create(module, { ...testUser('mute'), password: null }, { author });

    expect((await found('secretive'))?.json.password).toBe(reference('SECRETIVE'));
    expect(Object.keys((await found('mute'))!.json)).not.toContain('password');
    expect(JSON.stringify(await exported())).not.toMatch(/argon2|\$2b\$/);
  });
});

describe('exporting users', () => {
  test('export → empty installation → import → export gives the same bytes', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((value) => value.replaceAll(/\p{C}/gu, '').trim());
    const entry = fc.record({
      username: text.map((name) => `x${name}`),
      moduleId: fc.constantFrom('local', 'alpha'),
      ...{ familyName: text, givenName: text, email: text, notes: text },
      ...{ accountLocked: fc.boolean(), accountDisabled: fc.boolean(), systemUser: fc.boolean() },
      ...{ external: fc.boolean(), serviceAccount: fc.boolean() },
      password: fc.constantFrom(undefined, bcrypt, reference('X')),
      authorities: fc.subarray([
        { permission: 'ROLE_FHIR_CLIENT' },
        { permission: 'FHIR_READ_INSTANCE', argument: 'Patient/2' },
        { permission: 'FHIR_READ_INSTANCE', argument: 'Patient/1' },
      ]),
      fhirUserUrl: fc.constantFrom(undefined, 'https://fhir.example.org/Practitioner/1'),
    });
    await take(fc.sample(entry, 300));
    const first = (await exported()).map(({ json }) => JSON.stringify(json));

    for (let start = 0; start < first.length; start += 500)
      await take(
        first.slice(start, start + 500).map((json) => JSON.parse(json) as unknown),
        {},
        emptyNode,
      );

    expect((await exported(emptyNode)).map(({ json }) => JSON.stringify(json))).toEqual(first);
  });

  test('goes on from portion to portion, ordered by module and name byte by byte', async () => {
    const names = Array.from({ length: 1_100 }, (_, index) => `portion${String(index)}`);
    for (let start = 0; start < names.length; start += 500)
      await take(names.slice(start, start + 500).map((username) => ({ username, moduleId: 'alpha' })));

    const keys = (await exported()).map(({ json }) => `${String(json.moduleId)} ${String(json.username)}`);

    expect(keys.filter((key) => key.startsWith('alpha portion'))).toHaveLength(1_100);
    const own = keys.filter((key) => key.startsWith('alpha portion'));
    expect(own).toEqual(own.toSorted());
    expect(keys.findIndex((key) => key.startsWith('local'))).toBeGreaterThan(keys.lastIndexOf(own.at(-1) ?? ''));
  });

  test('leaves out who was deleted', async () => {
    await take([testUser('erased')]);
    const user = await found('erased');

    await node.administration.remove(user!.key, { author });

    expect(await found('erased')).toBeUndefined();
  });
});
