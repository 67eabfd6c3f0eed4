import type { QueryRunner } from 'typeorm';
import { IdentitiesByModule1764940000000 } from '#database/migrations/1764940000000-identities-by-module';
import { sha256Base64Url } from '#protocol/hash';
import type { ExternalPerson } from '../../libs/inbound-security/src/external-accounts.port.js';
import { RESERVED_NAME, startInboundNode, testUser, type InboundNode } from '../support/inbound-node.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

let database: TestDatabase;
let node: InboundNode;
let otherNode: InboundNode;

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startInboundNode(database.url, { modules: { local: {}, ldap: {} } });
  otherNode = await startInboundNode(database.url, { modules: { local: {}, ldap: {} } });
});

afterAll(async () => {
  await node.close();
  await otherNode.close();
  await database.drop();
});

interface Visitor extends ExternalPerson {
  readonly username: string;
}

const person = (subject: string, change: Partial<Visitor> = {}): Visitor => ({
  ...{
    moduleId: 'local',
    source: 'oidc:smart_auth',
    issuer: 'https://idp.example.org',
    subject,
    username: `${subject}@idp`,
  },
  ...{ familyName: 'Muster', givenName: 'Anna', email: 'anna@example.org' },
  details: { authorities: [], launchContexts: [] },
  ...change,
});

/** Waits until `fact` holds. */
async function until(fact: () => Promise<boolean>): Promise<void> {
  while (!(await fact())) await new Promise((resolve) => setTimeout(resolve, 10));
}

const arrive = (who: Visitor, at: InboundNode = node) => at.externals.arrive(who, [who.username]);

const arrived = async (who: Visitor, at: InboundNode = node) => {
  const arrival = await arrive(who, at);
  if (arrival.kind !== 'arrived') throw new Error(arrival.reason);
  return arrival.user;
};

describe('ExternalAccounts', () => {
  test('who comes for the first time gets an external account without a password, and an audit record', async () => {
    const user = await arrived(person('first'));

    expect(user).toMatchObject({ moduleId: 'local', username: 'first@idp', external: true, familyName: 'Muster' });
    expect(node.audit.at(-1)).toMatchObject({ kind: 'USER_CHANGE', userPid: user.pid, detail: { change: 'created' } });
    const attempt = { username: 'first@idp', password: 'anything at all', remoteAddress: '192.0.2.1' };
    await expect(node.authenticator.authenticate('local', attempt)).resolves.toMatchObject({ reason: 'no-password' });
  });

  test('is found again by who they are there, keeps the name, and is described anew on all processes', async () => {
    const before = await arrived(person('again'));
    await otherNode.directory.find('local', before.pid);
    const details = { authorities: [{ permission: 'ROLE_FHIR_CLIENT' }], launchContexts: [] };
    const after = await arrived(person('again', { username: 'renamed@idp', familyName: 'Neu', details }));

    expect(after).toMatchObject({
      pid: before.pid,
      username: 'again@idp',
      familyName: 'Neu',
      authorities: details.authorities,
    });
    await until(async () => (await otherNode.directory.find('local', before.pid))?.familyName === 'Neu');
    const withdrawn = await arrived(person('again'));
    expect(withdrawn.authorities).toEqual([]);
  });

  test.each<[string, Partial<Visitor>]>([
    ['server', { source: 'oidc:other_auth' }],
    ['issuer', { issuer: 'https://idp.example.org/' }],
    ['spelling of the id', { subject: 'SAME' }],
  ])('V-75: another %s is another person, whatever name and e-mail address are', async (what, change) => {
    const one = await arrived(person('same', { username: `same ${what}` }));
    const other = await arrived(person('same', { username: `other ${what}`, ...change }));

    expect(other.pid).not.toBe(one.pid);
  });

  test('ruling 60, V-75: no name links two people: that of a local user, of another external person, of a client', async () => {
    await node.commands.create('local', testUser('maria', { moduleId: 'local' }));
    await arrived(person('taken', { username: 'taken' }));

    for (const username of ['maria', 'MARIA', 'taken', RESERVED_NAME])
      await expect(arrive(person(`not ${username}`, { username }))).resolves.toEqual({
        kind: 'refused',
        reason: 'name-taken',
      });
  });

  test('the first name counts that can be one here and that nobody has, and no name where all are taken', async () => {
    await arrived(person('holder', { username: 'held@idp' }));
    const names = ['mar\u200bia', 'HELD@idp', RESERVED_NAME, 'x'.repeat(201), 'left@idp', 'never@idp'];

    const arrival = await node.externals.arrive(person('chooser'), names);
    expect(arrival).toMatchObject({ kind: 'arrived', user: { username: 'left@idp' } });
    await expect(node.externals.arrive(person('late'), names.slice(0, 4))).resolves.toEqual({
      kind: 'refused',
      reason: 'name-taken',
    });
  });

  test('V-28: an account that is locked or disabled here stays so, and another sign-in elsewhere enables nothing', async () => {
    const { pid } = await arrived(person('shut'));
    await node.commands.lock('local', pid);
    await expect(arrive(person('shut'))).resolves.toMatchObject({ kind: 'refused', reason: 'locked' });
    await node.commands.unlock('local', pid);
    await node.commands.disable('local', pid);
    await expect(arrive(person('shut'), otherNode)).resolves.toMatchObject({ reason: 'disabled' });
    await expect(node.directory.usable('local', pid)).resolves.toBeUndefined();
  });

  test('V-28: who was deleted stays out at the next sign-in', async () => {
    const before = await arrived(person('deleted'));
    await node.commands.remove('local', before.pid);

    await expect(arrive(person('deleted'))).resolves.toMatchObject({ reason: 'deleted' });
  });

  test('V-75, OpenID Connect Core §2: a deleted user’s name goes to nobody else who comes from elsewhere', async () => {
    const before = await arrived(person('former'));
    await node.commands.remove('local', before.pid);
    const another = arrive(person('newcomer', { username: 'Former@IDP' }));

    await expect(another).resolves.toMatchObject({ kind: 'refused', reason: 'name-taken' });
  });

  test('two first sign-ins at once on two processes are one account', async () => {
    const users = await Promise.all([node, otherNode, node, otherNode].map((each) => arrived(person('race'), each)));

    expect(new Set(users.map(({ pid }) => pid)).size).toBe(1);
  });

  test('a directory takes over the account that an import has put in, once', async () => {
    const imported = { moduleId: 'ldap', external: true, notes: 'imported' };
    const { password: _, ...account } = testUser('imported', imported);
    const { pid } = await node.commands.create('ldap', account);
    const ldap = { moduleId: 'ldap', source: 'ldap', issuer: '', username: 'Imported', claimsUntaken: true };

    const claimed = await arrived(person('uuid-1', ldap));
    expect(claimed).toMatchObject({ pid, notes: 'imported', familyName: 'Muster' });
    await expect(arrive(person('uuid-2', ldap))).resolves.toMatchObject({ reason: 'name-taken' });
  });

  test.each([
    ['an empty id', person('')],
    ['an id of a megabyte (V-75)', person('x'.repeat(1_000_000))],
    ['an id with a NUL (V-92)', person('a\0b')],
    ['half a character in the id (V-92)', person('a\ud800')],
    ['no name', person('nameless', { username: ' ' })],
    ['a name of which nobody sees all (V-51)', person('unseen', { username: 'mar\u200bia' })],
    ['a name that is too long', person('long', { username: 'x'.repeat(201) })],
  ])('%s is refused', async (_, who) => {
    await expect(arrive(who)).resolves.toEqual({ kind: 'refused', reason: 'unusable-name' });
  });

  test('texts of the other system are cut and in one line, never refused', async () => {
    const user = await arrived(person('texts', { familyName: `a\r\nb\0${'c'.repeat(500)}`, email: '\ud800' }));

    expect(user.familyName).toMatch(/^a b c{196}$/);
    expect(user.email).toBe('\ufffd');
  });
});

test('V-28: identities by the number of a definition become those of its module and issuer, and back', async () => {
  const at = { source: 'oidc:smart_auth', issuer: 'https://moved.example' };
  const migration = new IdentitiesByModule1764940000000();
  const runner = { query: (text: string) => rowsOf(database.url, text) } as unknown as QueryRunner;
  const sources = async () =>
    rowsOf(database.url, 'select source, identity_hash from external_identity where issuer = $1 order by user_pid', [
      at.issuer,
    ]);
  const hashOf = (source: string, subject: string) => sha256Base64Url(JSON.stringify([source, at.issuer, subject]));
  const definition = (pid: number, archivedAt: string) =>
    rowsOf(
      database.url,
      `insert into oauth2_server (pid, node_id, module_id, issuer_key, registration_id, definition, archived_at)
        values ($1::bigint, 'Master', 'smart_auth', $2, $1::text, '{}', ${archivedAt})`,
      [String(pid), at.issuer],
    );
  await definition(7001, 'now()');
  await definition(7002, 'null');
  const subject = 'Zoë "\\\n\u0001/';
  const zoe = await arrived(person(subject, { ...at, username: 'zoe@moved' }));
  const app = await arrived(person('app', { ...at, source: 'oidc-client:smart_auth', username: 'app@moved' }));

  await migration.down(runner);
  const before = await sources();
  const double = await arrived(person(subject, { ...at, source: 'oidc:7001', username: 'zoe~7001@moved' }));
  await migration.up(runner);

  expect(before).toEqual([
    { source: 'oidc:7002', identity_hash: hashOf('oidc:7002', subject) },
    { source: 'oidc:7002:client', identity_hash: hashOf('oidc:7002:client', 'app') },
  ]);
  expect(await sources()).toHaveLength(2);
  expect(double.pid).not.toBe(zoe.pid);
  expect((await arrived(person(subject, { ...at, username: 'x' }))).pid).toBe(zoe.pid);
  expect((await arrived(person('app', { ...at, source: 'oidc-client:smart_auth', username: 'y' }))).pid).toBe(app.pid);
});
