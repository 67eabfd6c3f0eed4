import { LockoutOptions } from '../../libs/inbound-security/src/attempts/lockout.options.js';
import { startInboundNode, type InboundNode } from '../support/inbound-node.js';
import { ldapInstance, ldapProperties } from '../support/ldap-module.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { directoryBase, Slapd } from '../support/slapd.js';
import { directoryPasswords, person } from '../support/slapd-entries.js';

let database: TestDatabase;
let slapd: Slapd;
let node: InboundNode;

const groups = { 'groups.basedn': `ou=groups,${directoryBase}` };
const staff = `cn=staff,ou=groups,${directoryBase}`;
const nina = 'Ninas Passwort 7';
const mia = 'Mias Passwort 8';
/** Mia wrote the user name of somebody else where her address belongs. */
const others = [
  [...person(directoryBase, { uid: 'nina', given: 'Nina', family: 'N', password: nina }), 'mail: both@example.org'],
  [
    ...person(directoryBase, { uid: 'mia', given: 'Mia', family: 'M', password: mia }),
    ...['mail: NINA', 'mail: both@example.org'],
  ],
];

beforeAll(async () => {
  [database, slapd] = await Promise.all([
    createTestDatabase(),
    Slapd.start({ entries: `${others.map((lines) => lines.join('\n')).join('\n\n')}\n` }),
  ]);
  const module = (moduleId: string, more: Readonly<Record<string, string>> = {}) =>
    ldapInstance(moduleId, ldapProperties(slapd, more));
  node = await startInboundNode(database.url, {
    modules: { local: {} },
    directories: [
      module('ldap'),
      module('secure', { 'ldap.url': slapd.secureUrl }),
      module('staff', { 'authenticator.require_group_membership.dn': staff }),
      module('nested', {
        ...{ ...groups, 'groups.search_recursively': 'true', 'groups.nested_levels': '2' },
        'authenticator.require_group_membership.dn': staff,
        'groups.permissions': `${staff.toUpperCase()} => FHIR_READ_ALL_OF_TYPE/Patient`,
        global_permissions: 'ROLE_FHIR_CLIENT',
      }),
      module('flat', {
        ...groups,
        'groups.permissions': `cn=nurses,ou=wards,ou=groups,${directoryBase} => ROLE_SUPERUSER`,
      }),
      module('few', { max_failed_logins_per_network: '3' }),
      module('nowhere', { 'authenticator.bind.user.base': `ou=gone,${directoryBase}` }),
      module('wrong_service', { 'ldap.system_user.password': 'old' }),
    ],
  });
});

afterAll(async () => {
  await node.close();
  await Promise.all([database.drop(), slapd.close()]);
});

beforeEach(() => node.sql.query({ name: 'no_failures', text: 'DELETE FROM sign_in_throttle' }, []));

const sign = (moduleId: string, username: string, password: string, deviceCookie?: string) =>
  node.authenticator.authenticate(moduleId, {
    ...{ username, password, remoteAddress: '::1' },
    ...(deviceCookie !== undefined && { deviceCookie }),
  });

const { alice, bob, carol } = directoryPasswords;

async function userOf(moduleId: string, username: string, password: string) {
  const outcome = await sign(moduleId, username, password);
  if (outcome.kind !== 'authenticated') throw new Error(JSON.stringify(outcome));
  return outcome.user;
}

describe('signing in by a directory', () => {
  test.each(['ldap', 'secure'])(
    'reference 8.2: lets in who has the password, by StartTLS and by TLS: %s',
    async (moduleId) => {
      expect(await sign(moduleId, 'alice', alice)).toMatchObject({
        kind: 'authenticated',
        method: 'pwd',
        deviceCookie: expect.stringMatching(/^ghd_/) as string,
        user: {
          moduleId,
          username: 'Alice',
          familyName: 'Liddell',
          givenName: 'Alice',
          email: 'alice@example.org',
          external: true,
        },
      });
    },
  );

  test.each([
    ['alice', 'wrong', 'wrong-password'],
    ['nobody', alice, 'unknown-user'],
    ['', alice, 'unknown-user'],
    ['alice', '', 'unusable-password'],
    ['alice', ' ', 'unusable-password'],
    ['al\0ice', alice, 'unknown-user'],
    ['*', alice, 'unknown-user'],
  ])('V-70, V-71: %j with %j is %s', async (username, password, reason) => {
    expect(await sign('ldap', username, password)).toEqual({ kind: 'refused', reason });
  });

  test('the name of the directory counts, whatever was typed: one account, found again by an id that never changes', async () => {
    const users = [];
    for (const name of ['alice', 'ALICE', 'alice@example.org', ' Alice '])
      users.push(await userOf('ldap', name, alice));

    expect(new Set(users.map(({ pid }) => pid)).size).toBe(1);
    expect(new Set(users.map(({ username }) => username))).toEqual(new Set(['Alice']));
  });

  test('a name of signs that mean something elsewhere is one like any other', async () => {
    expect(await userOf('ldap', 'CAROL(*)\\,', carol)).toMatchObject({ username: 'carol(*)\\,', givenName: 'Carol' });
  });

  test('V-55, V-70: of several entries the one counts whose user name was typed; where there is none, nobody is signed in', async () => {
    expect(await userOf('ldap', 'NINA', nina)).toMatchObject({ username: 'nina' });
    expect(await sign('ldap', 'nina', mia)).toEqual({ kind: 'refused', reason: 'wrong-password' });
    expect(await userOf('ldap', 'mia', mia)).toMatchObject({ username: 'mia' });
    expect(await sign('ldap', 'both@example.org', nina)).toEqual({ kind: 'refused', reason: 'unknown-user' });
  });

  test('the native permission attribute gives what it names, and nothing for what is no permission', async () => {
    expect((await userOf('ldap', 'alice', alice)).authorities).toEqual([{ permission: 'ROLE_FHIR_CLIENT' }]);
    expect((await userOf('ldap', 'bob', bob)).authorities).toEqual([]);
  });

  test('the required group admits its members, and those of groups within it where levels count', async () => {
    expect(await sign('staff', 'bob', bob)).toMatchObject({ kind: 'authenticated' });
    expect(await sign('staff', 'alice', alice)).toEqual({ kind: 'refused', reason: 'not-admitted' });
    expect(await sign('nested', 'alice', alice)).toMatchObject({ kind: 'authenticated' });
    expect(await sign('nested', 'carol(*)\\,', carol)).toEqual({ kind: 'refused', reason: 'not-admitted' });
  });

  test('groups and everybody’s permissions add up; groups below others count only where it says so', async () => {
    const { authorities } = await userOf('nested', 'alice', alice);

    expect(authorities).toEqual(
      expect.arrayContaining([
        { permission: 'ROLE_FHIR_CLIENT' },
        { permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'Patient' },
      ]),
    );
    expect((await userOf('flat', 'alice', alice)).authorities).toEqual([{ permission: 'ROLE_FHIR_CLIENT' }]);
  });

  test.each(['nowhere', 'wrong_service'])(
    'a module that is set up wrongly refuses nobody: it is out of order: %s',
    async (moduleId) => {
      expect(await sign(moduleId, 'alice', alice)).toMatchObject({ kind: 'unavailable' });
    },
  );
});

describe('the account here', () => {
  test('V-28: locked or disabled, it lets nobody in whatever the directory says', async () => {
    const { pid } = await userOf('secure', 'bob', bob);

    await node.commands.lock('secure', pid);
    expect(await sign('secure', 'bob', bob)).toEqual({ kind: 'locked' });
    expect(await sign('secure', 'bob@example.org', bob)).toEqual({ kind: 'locked' });
    await node.commands.unlock('secure', pid);
    await node.commands.disable('secure', pid);
    expect(await sign('secure', 'bob', bob)).toEqual({ kind: 'refused', reason: 'disabled' });
    expect(await sign('secure', 'bob@example.org', bob)).toEqual({ kind: 'refused', reason: 'disabled' });
  });

  test('has no password here, and gets none', async () => {
    const { pid } = await userOf('ldap', 'bob', bob);

    await expect(node.commands.setPassword('ldap', pid, 'a second way in')).rejects.toThrow(/directory of ldap knows/);
    await expect(
      node.administration.create(
        { nodeId: 'Master', moduleId: 'ldap' },
        { username: 'dora', password: 'a second way in' },
        { author: { kind: 'command', actor: 'root' } },
      ),
    ).resolves.toMatchObject({ kind: 'refused', problems: [{ field: 'password' }] });
  });

  test('is taken over by who has its name in the directory, where an administrator made it before', async () => {
    const created = await node.administration.create(
      { nodeId: 'Master', moduleId: 'flat' },
      { username: 'BOB', authorities: [{ permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'Observation' }] },
      { author: { kind: 'command', actor: 'root' } },
    );

    expect(created).toMatchObject({ kind: 'created', user: { json: { external: true } } });
    const user = await userOf('flat', 'bob', bob);
    expect(user).toMatchObject({ username: 'BOB', authorities: [{ argument: 'Observation' }] });
  });
});

test('V-56: while the directory is down, nobody is told that an account is locked or disabled here, and nothing counts', async () => {
  const { pid } = await userOf('ldap', 'nina', nina);
  const down = { kind: 'unavailable' };
  for (let time = 0; time < 5; time++) await sign('ldap', 'nobody', 'wrong');
  await slapd.stop();
  const outcomes = [await sign('ldap', 'nobody', 'wrong')];
  await node.commands.lock('ldap', pid);
  outcomes.push(await sign('ldap', 'nina', nina));
  await node.commands.unlock('ldap', pid);
  await node.commands.disable('ldap', pid);
  for (let time = 0; time < 6; time++) outcomes.push(await sign('ldap', 'nina', nina));
  await node.commands.enable('ldap', pid);
  await slapd.run();

  expect(outcomes).toEqual(outcomes.map(() => expect.objectContaining(down) as object));
  expect(await userOf('ldap', 'nina', nina)).toMatchObject({ pid });
});

describe('wrong passwords', () => {
  const { maxFailedLogins: mostFailures } = new LockoutOptions();
  const until = { kind: 'locked', until: expect.any(Date) as Date };

  test('V-51, R-10: are counted together however a name is written, and lock it', async () => {
    for (const name of ['alice', 'ALICE', ' alice', 'alice@example.org', 'Ａlice']) await sign('ldap', name, 'wrong');

    for (const name of ['alice', 'alice@example.org', 'aliCE'])
      expect(await sign('ldap', name, alice)).toMatchObject(until);
    await userOf('secure', 'alice', alice);
  });

  test('V-55: a device of the person’s own is not locked out by others', async () => {
    const known = await sign('secure', 'alice', alice);
    for (let time = 0; time < 6; time++) await sign('secure', 'alice', 'wrong');

    expect(await sign('secure', 'alice', alice)).toMatchObject(until);
    expect(await sign('secure', 'alice', alice, known.deviceCookie)).toMatchObject({ kind: 'authenticated' });
  });

  test('V-52: ten at once are never more than five', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => sign('ldap', 'bob', 'wrong')));

    expect(outcomes.filter(({ kind }) => kind === 'locked').length).toBeGreaterThanOrEqual(5);
  });

  test('A-17: of one network are counted together whatever the names; right ones, and a directory that is down, leave no count', async () => {
    const outcomes = [];
    await slapd.stop();
    for (let time = 0; time < 3; time++) outcomes.push(await sign('few', 'alice', 'wrong'));
    await slapd.run();
    for (let time = 0; time < 5; time++) outcomes.push(await sign('few', 'carol(*)\\,', carol));
    const known = await sign('few', 'alice@example.org', alice);
    for (let time = 0; time < 4; time++) outcomes.push(await sign('few', `sprayed${String(time)}`, 'Winter2026!'));

    expect(outcomes.map(({ kind }) => kind)).toEqual([
      ...['unavailable', 'unavailable', 'unavailable'],
      ...Array.from({ length: 5 }, () => 'authenticated'),
      ...['refused', 'refused', 'refused', 'busy'],
    ]);
    expect(await sign('few', 'alice', alice, known.deviceCookie)).toMatchObject({ kind: 'authenticated' });
  });

  test('are forgotten after the right one, so that twice one fewer than lock a name never lock it', async () => {
    const outcomes = [];
    for (const typed of ['wrong', bob, 'wrong', bob])
      for (let time = typed === bob ? 1 : mostFailures - 1; time > 0; time--)
        outcomes.push(await sign('ldap', 'bob', typed));

    const round = [...Array.from({ length: mostFailures - 1 }, () => 'refused'), 'authenticated'];
    expect(outcomes.map(({ kind }) => kind)).toEqual([...round, ...round]);
  });
});

test('V-56: how long a refusal takes tells nobody who is known, locked or in the right group', async () => {
  const { pid } = await userOf('secure', 'carol(*)\\,', carol);
  await node.commands.lock('secure', pid);
  const attempts = {
    unknown: ['secure', 'nobody', 'wrong'],
    wrong: ['secure', 'alice', 'wrong'],
    locked: ['secure', 'carol(*)\\,', carol],
    outside: ['staff', 'alice', alice],
  } as const;
  const medians = [];
  for (const [moduleId, username, password] of Object.values(attempts)) {
    const times = [];
    for (let time = 0; time < 3; time++) {
      const started = performance.now();
      await sign(moduleId, username, password);
      times.push(performance.now() - started);
    }
    medians.push(times.sort((a, b) => a - b)[1] ?? 0);
  }

  // As long as a wrong password takes, and a tenth of a second at least.
  expect(Math.min(...medians)).toBeGreaterThan(95);
});

test('ruling 16: local modules beside it know nothing of its people', async () => {
  expect(await sign('local', 'alice', alice)).toEqual({ kind: 'refused', reason: 'unknown-user' });
  expect(await sign('unheard_of', 'alice', alice)).toMatchObject({ kind: 'unavailable' });
});

describe('programs by Basic authentication', () => {
  const check = (password: string) =>
    node.credentials.check('ldap', { username: 'carol(*)\\,', password, remoteAddress: '::1' });

  test('V-54: are let in as at sign-in, recognised for a while, and not any more once the account is locked', async () => {
    const first = await check(carol);
    await slapd.stop();
    const recognised = await check(carol);
    const wrong = await check('wrong');
    await slapd.run();

    expect([first.kind, recognised.kind, wrong.kind]).toEqual(['authenticated', 'authenticated', 'unavailable']);
  });
});
