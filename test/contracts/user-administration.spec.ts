import type { ChangeAuthor } from '../../libs/protocol/src/administration/change-author.js';
import type { Authority } from '../../libs/protocol/src/user/authority.js';
import { allOf } from '../support/async-items.js';
import { RESERVED_NAME, startInboundNode, testUser, type InboundNode } from '../support/inbound-node.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

const modules = { local: {}, other: {}, strict: { usernameCaseSensitive: true } };
const module = { nodeId: 'Master', moduleId: 'local' };
const author: ChangeAuthor = { kind: 'command', actor: 'root' };
const scope = { moduleId: 'smart_auth', secure: true, idleMinutes: 30, absoluteHours: 12, mostPerPerson: 0 };
/** With milliseconds and offset, as everywhere in the API (reference 12). */
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}\+00:00$/;
const helpdeskAuthorities = authorities('ACCESS_ADMIN_JSON', 'VIEW_USERS', 'UPDATE_USER', 'CREATE_USER');

let database: TestDatabase;
let node: InboundNode;
let otherNode: InboundNode;

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startInboundNode(database.url, { modules });
  otherNode = await startInboundNode(database.url, { modules });
  // Somebody who is left whatever the tests do; the tests of the last administrator have a database of their own.
  await create('keeper', { authorities: authorities('ROLE_SUPERUSER') });
});

afterAll(async () => {
  await node.close();
  await otherNode.close();
  await database.drop();
});

function authorities(...permissions: readonly string[]): readonly Authority[] {
  return permissions.map((permission) => ({ permission }));
}

async function create(username: string, change: object = {}, at = node) {
  const outcome = await at.administration.create(module, { ...testUser(username), ...change }, { author });
  if (outcome.kind !== 'created') throw new Error(JSON.stringify(outcome));
  return { key: { ...module, pid: outcome.user.pid }, ...outcome };
}

const signIn = (username: string, password: string, at = node) =>
  at.authenticator.authenticate('local', { username, password, remoteAddress: '192.0.2.1' });

describe('a user is of this node, whatever their row says (ruling 60)', () => {
  const atNode = { nodeId: 'Master', moduleId: 'local' };
  async function moved(username: string) {
    const user = await create(username);
    await rowsOf(database.url, `UPDATE user_account SET node_id = 'Other' WHERE pid = ${user.key.pid}`);
    return user;
  }

  test('found, listed, exported and changed as one of this node', async () => {
    const { key } = await moved('mover');

    const found = await node.administration.find(key);
    const listed = await node.administration.list(module, { pageIndex: 0, pageSize: 9, searchTerm: 'mover' });
    const exported = (await allOf(node.administration.each())).find((each) => each.key.pid === key.pid);
    const same = await node.administration.replace(key, found?.json, { author });
    const changed = await node.administration.replace(key, { ...found?.json, notes: 'x' }, { author });

    expect(found).toMatchObject({ json: atNode });
    expect(listed?.items).toMatchObject([{ json: atNode }]);
    expect(exported).toMatchObject({ key });
    expect(same).toMatchObject({ kind: 'unchanged' });
    expect(changed).toMatchObject({ kind: 'changed', fields: ['notes'], user: { json: atNode } });
  });

  test('signed in and looked up as one of this node', async () => {
    const { key } = await moved('nomad');
    const { directory } = node;

    expect(await signIn('nomad', 'correct horse')).toMatchObject({ kind: 'authenticated', user: atNode });
    expect(await directory.account({ ...module, username: 'nomad' })).toMatchObject({ pid: key.pid, ...atNode });
    expect(await directory.account({ ...module, nodeId: 'Other', username: 'nomad' })).toBeUndefined();
    expect(await directory.account({ pid: key.pid })).toMatchObject(atNode);
    expect(await directory.named('local', 'nomad')).toMatchObject(atNode);
    expect(await directory.usable('local', key.pid)).toMatchObject(atNode);
  });
});

describe('creating users', () => {
  test('a user is answered and found as created, with the fields of the product and without the password', async () => {
    const { user, key, warnings, unknownFields } = await create('anna', { notes: 'two\nlines', shoeSize: 43 });

    expect([warnings, unknownFields]).toEqual([[], ['shoeSize']]);
    expect(user).toEqual({
      pid: expect.any(Number),
      version: 1,
      passwordPending: false,
      passwordMissing: false,
      json: {
        ...{ pid: key.pid, nodeId: 'Master', moduleId: 'local', username: 'anna' },
        ...{ familyName: 'Muster', givenName: 'Anna', email: 'anna@example.org', notes: 'two\nlines' },
        ...{ accountLocked: false, accountDisabled: false, systemUser: false, external: false, serviceAccount: false },
        ...{ failedLoginAttempts: 0, twoFactorAuthStatus: 'NO_KEY_DEFINED' },
        authorities: [{ permission: 'FHIR_READ_INSTANCE', argument: 'Patient/1' }],
        defaultLaunchContexts: [{ contextType: 'patient', resourceId: 'Patient/1' }],
      },
    });
    await expect(otherNode.administration.find(key)).resolves.toEqual(user);
    await expect(signIn('anna', 'correct horse')).resolves.toMatchObject({ kind: 'authenticated' });
    expect(node.audit).toContainEqual(
      expect.objectContaining({ kind: 'USER_CHANGE', username: 'anna', detail: { change: 'created', actor: 'root' } }),
    );
  });

  test('F-35: is warned of an address that gets no mail, when it is made and when it is changed', async () => {
    const made = await create('nomail', { email: 'a@b.example,evil@evil.example' });
    const change = (email: string) =>
      node.administration.replace(made.key, { ...made.user.json, email, notes: email }, { author });

    const [same, bad, good] = [
      await change('a@b.example,evil@evil.example'),
      await change('"x" <e@e>'),
      await change('a@b.example'),
    ];

    expect(made.warnings).toEqual([expect.objectContaining({ field: 'email' })]);
    expect([same, bad, good]).toMatchObject([{ warnings: [] }, { warnings: [{ field: 'email' }] }, { warnings: [] }]);
  });

  test.each([
    { name: 'a name that exists', change: { username: 'taken' }, problem: 'already exists' },
    { name: 'another spelling of it', change: { username: 'ＴAKEN' }, problem: 'already exists' },
    { name: 'the id of a client', change: { username: RESERVED_NAME }, problem: 'the id of a client' },
    { name: 'no visible name', change: { username: '\u200b' }, problem: 'visible character' },
    { name: 'a family name that reads backwards', change: { familyName: 'A\u202eb' }, problem: 'familyName' },
    { name: 'a line separator in the given name', change: { givenName: 'A\u2028b' }, problem: 'givenName' },
    { name: 'a short password', change: { password: 'short' }, problem: 'password_pattern' },
    { name: 'a foreign hash', change: { password: null, passwordHash: '{SSHA}x' }, problem: 'no hash of a known kind' },
    { name: 'the name of another module', change: { moduleId: 'other' }, problem: 'names another module' },
  ])('V-51, ruling 49: refuses a user with $name', async ({ change, problem }) => {
    await node.administration.create(module, testUser('taken'), { author });

    const outcome = await node.administration.create(module, { ...testUser('x'), ...change }, { author });

    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(outcome)).toContain(problem);
  });

  test.each([null, [], 'anna', 7, { username: 'a'.repeat(10_000) }, { username: { $ne: '' } }, { username: '\ud800' }])(
    'V-87: refuses %j with a problem, and without a failure',
    async (json) => {
      await expect(node.administration.create(module, json, { author })).resolves.toMatchObject({ kind: 'refused' });
    },
  );

  test('V-86: a member called __proto__ is one nobody reads', async () => {
    const json: unknown = JSON.parse('{"username":"polly","__proto__":{"systemUser":true}}');

    const outcome = await node.administration.create(module, json, { author });

    expect(outcome).toMatchObject({
      kind: 'created',
      unknownFields: ['__proto__'],
      user: { json: { systemUser: false } },
    });
  });

  test('of two at once one gets the name', async () => {
    const outcomes = await Promise.all(
      [node, otherNode].map((each) => each.administration.create(module, testUser('raced'), { author })),
    );

    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['created', 'refused']);
  });

  test('A-18: a password is made where none is given and one is asked for, and told once', async () => {
    const { password: _, ...json } = testUser('made');

    const outcome = await node.administration.create(module, json, { author, generatePassword: true });

    const { generatedPassword } = outcome as { generatedPassword: string };
    expect(generatedPassword).toMatch(/^[\w-]{22}$/);
    await expect(signIn('made', generatedPassword)).resolves.toMatchObject({ kind: 'authenticated' });
    expect(JSON.stringify(node.audit)).not.toContain(generatedPassword);
  });

  test('an account without a password is warned of', async () => {
    const { password: _, ...json } = testUser('mute');

    await expect(node.administration.create(module, json, { author })).resolves.toMatchObject({
      kind: 'created',
      warnings: [{ field: 'password' }],
    });
  });

  test.each([
    { nodeId: 'Master', moduleId: 'ldap' },
    { nodeId: 'Other', moduleId: 'local' },
  ])('of %o nothing is known', async (elsewhere) => {
    const { key } = await create(`known-${elsewhere.nodeId}-${elsewhere.moduleId}`);
    const { administration } = node;
    const lost = { ...elsewhere, pid: key.pid };

    await expect(administration.create(elsewhere, testUser('x'), { author })).resolves.toEqual({ kind: 'unknown' });
    await expect(administration.list(elsewhere, { pageIndex: 0, pageSize: 9 })).resolves.toBeUndefined();
    await expect(administration.find(lost)).resolves.toBeUndefined();
    await expect(administration.replace(lost, {}, { author })).resolves.toEqual({ kind: 'unknown' });
    await expect(administration.remove(lost, { author })).resolves.toEqual({ kind: 'unknown' });
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 60, 999_999])('V-85: pid %d is nobody', async (pid) => {
    await expect(node.administration.find({ ...module, pid })).resolves.toBeUndefined();
    await expect(node.administration.find({ ...module, moduleId: 'other', pid })).resolves.toBeUndefined();
  });
});

describe('replacing users', () => {
  test('what was read and is sent back changes nothing and writes nothing', async () => {
    const { key, user } = await create('steady');
    const records = node.audit.length;
    node.statements.length = 0;

    const outcome = await node.administration.replace(key, user.json, { author, ifVersions: [1] });

    expect(outcome).toMatchObject({ kind: 'unchanged', user });
    expect(node.audit).toHaveLength(records);
    expect(node.statements.filter((name) => /update|insert/.test(name))).toEqual([]);
  });

  test('the fields that are different are written, told and recorded without their values', async () => {
    const { key, user } = await create('changing');
    const json = { ...user.json, familyName: 'Neu', authorities: authorities('ROLE_FHIR_CLIENT'), notes: 'canary' };
    const ran = node.statements.length;

    const outcome = await node.administration.replace(key, json, { author, ifVersions: [1] });

    const fields = expect.arrayContaining(['familyName', 'authorities', 'notes']) as string[];
    expect(outcome).toMatchObject({ kind: 'changed', fields, user: { version: 2, json: { familyName: 'Neu' } } });
    // Names are locked for new accounts alone, or a change would wait for whoever creates clients.
    expect(node.statements.slice(ran)).not.toContain('names_for_users');
    await expect(otherNode.administration.find(key)).resolves.toMatchObject({ json });
    const record = node.audit.at(-1);
    expect(record).toMatchObject({ kind: 'USER_CHANGE', userPid: key.pid, detail: { change: 'changed', fields } });
    expect(JSON.stringify(record)).not.toContain('canary');
  });

  test('a full object without a field unsets it', async () => {
    const { key } = await create('plain', { fhirUserUrl: 'https://fhir.example.org/Practitioner/1', notes: 'x' });

    await node.administration.replace(key, { username: 'plain' }, { author });

    const user = await node.administration.find(key);
    expect(user?.json).toMatchObject({ authorities: [], defaultLaunchContexts: [] });
    expect(Object.keys(user?.json ?? {})).toEqual(expect.not.arrayContaining(['notes', 'fhirUserUrl', 'email']));
    await expect(signIn('plain', 'correct horse')).resolves.toMatchObject({ kind: 'authenticated' });
  });

  test('F-06: of two changes from one version one is made, the other is stale', async () => {
    const { key, user } = await create('contested');
    const change = (at: InboundNode, givenName: string) =>
      at.administration.replace(key, { ...user.json, givenName }, { author, ifVersions: [1] });

    const outcomes = await Promise.all([change(node, 'One'), change(otherNode, 'Other')]);

    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['changed', 'stale']);
    await expect(node.administration.find(key)).resolves.toMatchObject({ version: 2 });
  });

  test('F-06: two changes that ask for no version are both made, one after the other', async () => {
    const { key, user } = await create('patient');
    const change = (at: InboundNode, givenName: string) =>
      at.administration.replace(key, { ...user.json, givenName }, { author });

    const outcomes = await Promise.all([change(node, 'One'), change(otherNode, 'Other')]);

    expect(outcomes.map(({ kind }) => kind)).toEqual(['changed', 'changed']);
    await expect(node.administration.find(key)).resolves.toMatchObject({ version: 3 });
  });

  test.each([undefined, null, '', '***', '[REMOVED]', 'correct horse'])(
    'the password stays where the object has %j',
    async (password) => {
      const { key, user } = await create(`kept-${String(password)}`);

      const outcome = await node.administration.replace(key, { ...user.json, password }, { author });

      expect(outcome.kind).toBe('unchanged');
    },
  );

  test('V-28: a new password ends the sessions; grants given before are worth nothing', async () => {
    const { key, user } = await create('forgetful');
    const { browser } = await node.sessions.identify(scope, undefined);
    await node.sessions.signIn(scope, browser, { pid: key.pid, username: 'forgetful' }, ['pwd']);

    const outcome = await node.administration.replace(key, { ...user.json, password: 'another horse' }, { author });

    expect(outcome).toMatchObject({ kind: 'changed', fields: ['password'] });
    expect(node.audit.at(-1)).toMatchObject({ detail: { fields: ['password'], endedSessions: 1 } });
    expect(JSON.stringify(node.audit)).not.toContain('another horse');
    await expect(signIn('forgetful', 'correct horse')).resolves.toMatchObject({ kind: 'refused' });
    await expect(signIn('forgetful', 'another horse')).resolves.toMatchObject({ user: { securityVersion: 2 } });
  });

  test('V-28, A-29: the node that makes a change has seen it when it says so', async () => {
    const { key } = await create('noor');
    const usable = async () => (await node.directory.usable('local', key.pid)) !== undefined;
    const seen: boolean[] = [await usable()];
    for (const accountLocked of [true, false, true, false, true, false]) {
      const user = await node.administration.find(key);
      await node.administration.replace(key, { ...user?.json, accountLocked }, { author });
      seen.push(await usable());
    }
    await node.administration.remove(key, { author });

    expect([...seen, await usable()]).toEqual([true, false, true, false, true, false, true, false]);
  });

  test('V-28: who leaves lock and disablement out of the object lets nobody in', async () => {
    const { key } = await create('shut', { accountLocked: true, accountDisabled: true });

    await node.administration.replace(key, { username: 'shut' }, { author });

    await expect(node.administration.find(key)).resolves.toMatchObject({
      json: { accountLocked: true, accountDisabled: true },
    });
  });

  test('an explicit false ends a temporary lock, also that of a device of the person', async () => {
    const { key, user } = await create('mistyping');
    const { deviceCookie } = await signIn('mistyping', 'correct horse');
    const wrong = () =>
      node.authenticator.authenticate('local', {
        ...{ username: 'mistyping', password: 'wrong horse', remoteAddress: '192.0.2.1' },
        ...(deviceCookie !== undefined && { deviceCookie }),
      });
    for (let count = 0; count < 6; count++) await wrong();
    expect((await wrong()).kind).toBe('locked');
    const locked = await node.administration.find(key);
    expect(locked?.json).toMatchObject({ failedLoginAttempts: 5, accountLocked: false });
    expect(locked?.json.locks).toEqual([{ kind: 'knownDevice', until: locked?.json.lockedUntil }]);

    const outcome = await node.administration.replace(key, { ...user.json, accountLocked: false }, { author });

    expect(outcome).toMatchObject({ kind: 'changed', fields: ['failedLoginAttempts'] });
    expect((await node.administration.find(key))?.json).not.toHaveProperty('locks');
    expect((await wrong()).kind).toBe('refused');
  });

  test('V-52: failed sign-ins and the end of a lock are shown', async () => {
    const { key } = await create('guessed');
    for (let count = 0; count < 5; count++) await signIn('guessed', 'wrong horse');

    const user = await node.administration.find(key);

    expect(user?.json).toMatchObject({ failedLoginAttempts: 5, accountLocked: false });
    expect(user?.json.lockedUntil).toMatch(INSTANT);
    expect(user?.json.locks).toEqual([{ kind: 'password', until: user?.json.lockedUntil }]);
  });

  test('a sign-in shows in lastConnected and lastActive and is no new version', async () => {
    const { key } = await create('connected');
    await signIn('connected', 'correct horse');

    const user = await node.administration.find(key);

    expect(user).toMatchObject({
      version: 1,
      json: {
        lastConnected: expect.stringMatching(INSTANT) as string,
        lastActive: expect.stringMatching(INSTANT) as string,
      },
    });
  });

  test('STD OID-7: an account is renamed to a free name until somebody signed in to it', async () => {
    const { key, user } = await create('early');
    await create('occupied');
    const rename = (username: string) => node.administration.replace(key, { ...user.json, username }, { author });

    await expect(rename('occupied')).resolves.toMatchObject({ kind: 'refused', problems: [{ field: 'username' }] });
    await expect(rename(RESERVED_NAME)).resolves.toMatchObject({ kind: 'refused', problems: [{ field: 'username' }] });
    await expect(rename('late')).resolves.toMatchObject({ kind: 'changed', fields: ['username'] });
    await signIn('late', 'correct horse');
    await expect(rename('later')).resolves.toMatchObject({ kind: 'refused', problems: [{ field: 'username' }] });
  });

  test.each([
    { name: 'the pid of another', change: { pid: 999_999 }, field: 'pid' },
    { name: 'another module', change: { moduleId: 'other' }, field: 'moduleId' },
    { name: 'a lock that is a text', change: { accountLocked: 'no' }, field: 'accountLocked' },
  ])('V-100: an object with $name is refused', async ({ name, change, field }) => {
    const { key, user } = await create(`wrong-${name}`);

    const outcome = await node.administration.replace(key, { ...user.json, ...change }, { author });

    expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field }] });
  });

  test('an account with a password here, which nothing names elsewhere, is of this server', async () => {
    const both = await node.administration.create(module, testUser('both', { external: true }), { author });
    const { key, user } = await create('lost', { external: true, password: undefined });

    const given = await node.administration.replace(key, { ...user.json, password: 'a new one of mine' }, { author });

    expect(both).toMatchObject({ kind: 'created', user: { json: { external: false } } });
    expect(both).toHaveProperty('warnings', [expect.objectContaining({ field: 'external' })]);
    expect(user.json).toMatchObject({ external: true });
    expect(given).toMatchObject({ kind: 'changed', user: { json: { external: false } } });
    expect(given).toHaveProperty('fields', ['external', 'password']);
  });

  test('V-100: what the server keeps counts for nothing in the object', async () => {
    const { key, user } = await create('humble');
    const kept = {
      external: true,
      failedLoginAttempts: 9,
      lastConnected: 'x',
      lastActive: 7,
      twoFactorAuthStatus: 'x',
    };

    const outcome = await node.administration.replace(key, { ...user.json, ...kept }, { author });

    expect(outcome).toMatchObject({ kind: 'unchanged', user: { json: user.json }, warnings: [{ field: 'external' }] });
  });
});

describe('V-100: administrators with some permissions only', () => {
  let helpdesk: ChangeAuthor;

  beforeAll(async () => {
    const { key } = await create('helpdesk', { authorities: helpdeskAuthorities });
    const { pid: userPid } = key;
    helpdesk = {
      kind: 'user',
      actor: 'helpdesk',
      userPid,
      remoteAddress: '192.0.2.9',
      authorities: helpdeskAuthorities,
    };
  });

  test.each([
    { name: 'a password', change: { password: 'another horse' } },
    { name: 'a lock', change: { accountLocked: true } },
    { name: 'other authorities', change: { authorities: [] } },
    { name: 'another e-mail address', change: { email: 'mine@example.org' } },
  ])('do not give a superuser $name, and the try is recorded', async ({ name, change }) => {
    const { key, user } = await create(`superuser of ${name}`, { authorities: authorities('ROLE_SUPERUSER') });

    const outcome = await node.administration.replace(key, { ...user.json, ...change }, { author: helpdesk });

    const [field = ''] = Object.keys(change);
    expect(outcome).toMatchObject({ kind: 'forbidden', problems: [{ field }] });
    expect(node.audit.at(-1)).toMatchObject({
      ...{ kind: 'USER_CHANGE', outcome: 'failure', userPid: key.pid, remoteAddress: '192.0.2.9' },
      detail: { actor: 'helpdesk', fields: [field] },
    });
    await expect(node.administration.find(key)).resolves.toMatchObject({ version: 1 });
    await expect(node.administration.remove(key, { author: helpdesk })).resolves.toMatchObject({ kind: 'forbidden' });
  });

  test('do not end the lock of a superuser, but that of a person', async () => {
    const powerful = await create('locked superuser', {
      authorities: authorities('ROLE_SUPERUSER'),
      accountLocked: true,
    });
    const person = await create('locked person', { accountLocked: true });
    const unlock = ({ key, user }: typeof person) =>
      node.administration.replace(key, { ...user.json, accountLocked: false }, { author: helpdesk });

    await expect(unlock(powerful)).resolves.toMatchObject({ kind: 'forbidden' });
    await expect(unlock(person)).resolves.toMatchObject({ kind: 'changed', fields: ['accountLocked'] });
  });

  test('give neither others nor themselves what they do not hold', async () => {
    const { key, user } = await create('ambitious');
    const more = { authorities: authorities('ROLE_SUPERUSER') };
    const own = { ...module, pid: helpdesk.userPid! };
    const self = await node.administration.find(own);
    const { administration } = node;
    const forbidden = { kind: 'forbidden', problems: [{ field: 'authorities[0]' }] };

    const outcomes = [
      await administration.replace(key, { ...user.json, ...more }, { author: helpdesk }),
      await administration.replace(own, { ...self?.json, ...more }, { author: helpdesk }),
      await administration.create(module, { ...testUser('minion'), ...more }, { author: helpdesk }),
    ];

    expect(outcomes).toMatchObject([forbidden, forbidden, forbidden]);
  });

  test('F-54: do not shut or delete their own account', async () => {
    const own = { ...module, pid: helpdesk.userPid! };
    const self = await node.administration.find(own);
    const replace = (change: object) =>
      node.administration.replace(own, { ...self?.json, ...change }, { author: helpdesk });

    await expect(replace({ accountDisabled: true })).resolves.toMatchObject({ kind: 'refused' });
    await expect(replace({ accountLocked: true })).resolves.toMatchObject({ kind: 'refused' });
    await expect(node.administration.remove(own, { author: helpdesk })).resolves.toMatchObject({ kind: 'refused' });
  });

  test('set the password of a person and create others with what they hold', async () => {
    const { key, user } = await create('physician');
    const json = { ...user.json, password: 'another horse', notes: 'reset by phone' };
    const created = { ...testUser('colleague'), authorities: helpdeskAuthorities };

    await expect(node.administration.replace(key, json, { author: helpdesk })).resolves.toMatchObject({
      kind: 'changed',
    });
    await expect(node.administration.create(module, created, { author: helpdesk })).resolves.toMatchObject({
      kind: 'created',
    });
  });
});

describe('deleting users', () => {
  test('V-28: nothing is left of the account, and its name is free for another', async () => {
    const { key, user } = await create('leaving');
    const { browser } = await node.sessions.identify(scope, undefined);
    const { setCookie } = await node.sessions.signIn(scope, browser, { pid: key.pid, username: 'leaving' }, ['pwd']);
    await signIn('leaving', 'correct horse');

    await expect(node.administration.remove(key, { author, ifVersions: [2] })).resolves.toEqual({ kind: 'stale' });
    await expect(node.administration.remove(key, { author, ifVersions: [1] })).resolves.toEqual({ kind: 'changed' });

    expect((await node.sessions.identify(scope, setCookie.split(';')[0])).browser.session).toBeUndefined();
    await expect(node.administration.find(key)).resolves.toBeUndefined();
    await expect(node.administration.replace(key, user.json, { author })).resolves.toEqual({ kind: 'unknown' });
    await expect(node.administration.remove(key, { author })).resolves.toEqual({ kind: 'unknown' });
    await expect(signIn('leaving', 'correct horse')).resolves.toMatchObject({ reason: 'unknown-user' });
    await expect(node.directory.named('local', 'leaving')).resolves.toBeUndefined();
    await expect(node.directory.usernamesAmong('local', ['leaving'])).resolves.toEqual([]);
    const hash = 'select password_hash as hash from user_account where pid = $1';
    await expect(rowsOf(database.url, hash, [key.pid])).resolves.toEqual([{ hash: null }]);
    expect(node.audit).toContainEqual(
      expect.objectContaining({ userPid: key.pid, detail: { change: 'deleted', actor: 'root', endedSessions: 1 } }),
    );
    const next = await create('leaving', { password: 'another horse' });
    expect(next.key.pid).not.toBe(key.pid);
    await expect(signIn('leaving', 'correct horse')).resolves.toMatchObject({ reason: 'wrong-password' });
    await expect(node.administration.remove(next.key, { author })).resolves.toEqual({ kind: 'changed' });
  });

  test('R-11, V-28: within a second no node gives anything to a deleted user', async () => {
    const { key } = await create('gone');
    await otherNode.directory.usable('local', key.pid);

    await node.administration.remove(key, { author });

    const started = performance.now();
    while ((await otherNode.directory.usable('local', key.pid)) !== undefined)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('finding users by name', () => {
  test.each(['Findus', ' ＦINDUS', 'find\u200bus'])('V-51: %j is found however it is written', async (username) => {
    const known = await node.administration.findByName(module, 'findus');
    const { user } = known === undefined ? await create('Findus') : { user: known };

    await expect(node.administration.findByName(module, username)).resolves.toEqual(user);
    await expect(node.administration.findByName({ ...module, moduleId: 'other' }, username)).resolves.toBeUndefined();
  });

  test.each(['', 'nobody', 'a\0b', '\ud800', 'x'.repeat(10_000)])('V-87: %j is nobody', async (username) => {
    await expect(node.administration.findByName(module, username)).resolves.toBeUndefined();
  });
});

describe('listing users', () => {
  beforeAll(async () => {
    for (const name of ['Zoë', 'anton', 'Bernd_x', 'bernd%y'])
      await create(`list-${name}`, { familyName: 'Listmann', givenName: name, email: `${name.length}@list.example` });
    await node.administration.create(
      { ...module, moduleId: 'other' },
      { ...testUser('list-far'), moduleId: 'other' },
      { author },
    );
  });

  const found = async (searchTerm: string, page = { pageIndex: 0, pageSize: 100 }) => {
    const list = await node.administration.list(module, { ...page, searchTerm });
    return list?.items.map(({ json }) => json.givenName);
  };

  test.each([
    { term: 'listmann', names: ['anton', 'bernd%y', 'Bernd_x', 'Zoë'] },
    { term: 'LISTMANN bernd', names: ['bernd%y', 'Bernd_x'] },
    { term: 'listmann ZOË', names: ['Zoë'] },
    { term: 'ｌｉｓｔ.example 5', names: ['anton'] },
    { term: 'list %', names: ['bernd%y'] },
    { term: 'list-bernd_', names: ['Bernd_x'] },
    { term: 'list \\', names: [] },
    { term: 'listmann nobody', names: [] },
    { term: "listmann' OR 1=1 --", names: [] },
  ])('V-85: $term finds $names', async ({ term, names }) => {
    expect(await found(term)).toEqual(names);
  });

  test('comes in pages, by name', async () => {
    const pages = [0, 1, 2].map((pageIndex) => found('listmann', { pageIndex, pageSize: 3 }));

    expect(await Promise.all(pages)).toEqual([['anton', 'bernd%y', 'Bernd_x'], ['Zoë'], []]);
    await expect(
      node.administration.list(module, { pageIndex: 1, pageSize: 3, searchTerm: 'listmann' }),
    ).resolves.toMatchObject({ pageIndex: 1, totalPages: 2 });
  });

  test('a changed name is found as it is now', async () => {
    const { key, user } = await create('list-new', { familyName: 'Before' });
    await node.administration.replace(key, { ...user.json, familyName: 'Afterwards', givenName: 'now' }, { author });

    expect(await found('before')).toEqual([]);
    expect(await found('afterwards')).toEqual(['now']);
  });
});
