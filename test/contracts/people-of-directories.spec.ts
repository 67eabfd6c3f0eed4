import { Attribute, Change, type Client } from 'ldapts';
import { changeable, changeDirectory } from '../support/directory-root.js';
import { startInboundNode, type InboundNode } from '../support/inbound-node.js';
import { ldapInstance, ldapProperties } from '../support/ldap-module.js';
import { createTestDatabase, moveDatabaseClock, type TestDatabase } from '../support/postgres.js';
import { directoryBase, Slapd } from '../support/slapd.js';
import { person } from '../support/slapd-entries.js';

const staff = `cn=staff,ou=groups,${directoryBase}`;
const names = ['dora', 'emil', 'fritz', 'gerda', 'hans', 'ida'] as const;
const scope = { moduleId: 'smart_auth', secure: false, idleMinutes: 60, absoluteHours: 8, mostPerPerson: 0 };
const password = 'in the directory';

let database: TestDatabase;
let slapd: Slapd;
let node: InboundNode;

beforeAll(async () => {
  const entries = names.map((name) =>
    person(directoryBase, { uid: name, given: name, family: 'X', password, type: 'ROLE_FHIR_CLIENT' }).join('\n'),
  );
  [database, slapd] = await Promise.all([
    createTestDatabase(),
    Slapd.start({ configuration: changeable, entries: `\n${entries.join('\n\n')}\n` }),
  ]);
  const module = (moduleId: string, more: Readonly<Record<string, string>> = {}) =>
    ldapInstance(moduleId, ldapProperties(slapd, more));
  node = await startInboundNode(database.url, {
    directories: [
      module('ldap'),
      module('staff', { 'authenticator.require_group_membership.dn': staff }),
      module('by_name', { 'user_attribute.id': 'uid' }),
      module('never', { 'look_again.minutes': '0' }),
    ],
  });
});

afterEach(() => moveDatabaseClock(database.url, 0));

afterAll(async () => {
  await node.close();
  await Promise.all([database.drop(), slapd.close()]);
});

/** Signs in and has a session; then a quarter of an hour passes. */
async function arrive(moduleId: string, username: (typeof names)[number]) {
  await moveDatabaseClock(database.url, 0);
  const outcome = await node.authenticator.authenticate(moduleId, { username, password, remoteAddress: '::1' });
  if (outcome.kind !== 'authenticated') throw new Error(JSON.stringify(outcome));
  const { browser } = await node.sessions.identify(scope, undefined);
  const signedIn = await node.sessions.signIn(scope, browser, outcome.user, ['pwd']);
  await moveDatabaseClock(database.url, 16 * 60);
  const usable = () => node.directory.usable(moduleId, outcome.user.pid);
  const lives = () => node.sessions.isLive(scope, signedIn.browser.session.sid);
  return { user: outcome.user, usable, lives };
}

const change = (work: (client: Client) => Promise<void>): Promise<void> => changeDirectory(slapd, work);

const dnOf = (name: string): string => `uid=${name},ou=people,${directoryBase}`;

describe('V-28, R-11: people of a directory who hold sessions and grants', () => {
  test('go on while it knows them; what it says of them is followed', async () => {
    const { user, usable, lives } = await arrive('ldap', 'dora');
    const values = [
      new Attribute({ type: 'sn', values: ['Neu'] }),
      new Attribute({ type: 'employeeType', values: ['none'] }),
    ];
    await change((client) =>
      client.modify(
        dnOf('dora'),
        values.map((modification) => new Change({ operation: 'replace', modification })),
      ),
    );

    expect(await usable()).toMatchObject({ familyName: 'Neu', authorities: [], securityVersion: user.securityVersion });
    expect(await lives()).toBe(true);
  });

  test('are known by their id, whatever they are called by now', async () => {
    const { usable } = await arrive('ldap', 'emil');
    await change((client) => client.modifyDN(dnOf('emil'), `uid=emilie,ou=people,${directoryBase}`));

    expect(await usable()).toMatchObject({ username: 'emil' });
  });

  test.each([
    { name: 'is gone', moduleId: 'ldap', who: 'fritz', leave: (client: Client) => client.del(dnOf('fritz')) },
    {
      name: 'is gone, where the name is the id',
      moduleId: 'by_name',
      who: 'gerda',
      leave: (client: Client) => client.del(dnOf('gerda')),
    },
    {
      name: 'is none of those whom the query finds',
      moduleId: 'ldap',
      who: 'ida',
      leave: (client: Client) => client.modifyDN(dnOf('ida'), `uid=ida,ou=groups,${directoryBase}`),
    },
  ] as const)('lose them once, and what was given, where the entry $name', async ({ moduleId, who, leave }) => {
    const { user, usable, lives } = await arrive(moduleId, who);
    node.audit.length = 0;
    await change(leave);

    const answers = await Promise.all([usable(), usable()]);
    await usable();

    expect(answers).toEqual([undefined, undefined]);
    expect(await lives()).toBe(false);
    const found = await node.directory.find(moduleId, user.pid);
    expect(found).toMatchObject({ securityVersion: user.securityVersion + 1, authorities: [] });
    expect(node.audit).toEqual([
      expect.objectContaining({
        ...{ kind: 'USER_CHANGE', userPid: user.pid, username: who },
        detail: { change: 'changed', fields: ['gone'], endedSessions: 1, actor: 'directory' },
      }),
    ]);
  });

  test('lose them with the required group, and come back with it by a new sign-in alone', async () => {
    const member = new Attribute({ type: 'member', values: [dnOf('hans')] });
    const inGroup = (operation: 'add' | 'delete') =>
      change((client) => client.modify(staff, new Change({ operation, modification: member })));
    await inGroup('add');
    const { usable, lives } = await arrive('staff', 'hans');
    await inGroup('delete');
    const without = await usable();
    await inGroup('add');
    const afterwards = await usable();
    await moveDatabaseClock(database.url, 0);
    const again = await arrive('staff', 'hans');

    expect([without, afterwards, await lives()]).toEqual([undefined, undefined, false]);
    expect(await again.usable()).toMatchObject({ username: 'hans' });
  });

  test('F-22: go on while it is down, for a day', async () => {
    const { usable } = await arrive('never', 'dora');
    const [other, later] = [await arrive('by_name', 'dora'), await arrive('by_name', 'hans')];
    await slapd.stop();

    const soon = await other.usable();
    await moveDatabaseClock(database.url, 25 * 3_600);
    const late = await later.usable();
    const unasked = await usable();
    await slapd.run();

    expect([soon?.username, late, unasked?.username]).toEqual(['dora', undefined, 'dora']);
  });
});
