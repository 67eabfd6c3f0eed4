import { PostgresChangeFeed } from '#database/postgres-change-feed';
import { CachedClientRegistry } from '#outbound-smart/clients/cached-client-registry';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { ConnectedApps } from '#outbound-smart/session-management/connected-apps';
import type {
  PersonReference,
  SessionAdministration,
} from '#outbound-smart/session-management/session-administration.port';
import { SessionAdministrator } from '#outbound-smart/session-management/session-administrator';
import { WithdrawalRecords } from '#outbound-smart/session-management/withdrawal-records';
import { SqlClientStore } from '#outbound-smart/stores/typeorm/sql-client.store';
import { SqlPersonGrantStore } from '#outbound-smart/stores/typeorm/sql-person-grant.store';
import { obtainCode, postForm, redemption } from '../support/app.js';
import { introspect, refresh, tokensFor } from '../support/endpoint-calls.js';
import { startInboundNode, type InboundNode } from '../support/inbound-node.js';
import { Person } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { bertha } from '../support/test-users.js';

const clients = testClients.map((client) => ({
  ...client,
  rememberApprovedScopes: client['clientId'] === 'public-app',
}));
const author = { kind: 'command', actor: 'root', remoteAddress: '192.0.2.7' } as const;

let server: TestServer;
let node: InboundNode;
let feed: PostgresChangeFeed;

beforeAll(async () => {
  server = await startTestServer({ clients });
  node = await startInboundNode(server.databaseUrl, { modules: { local_security: {} } });
  feed = new PostgresChangeFeed(server.databaseUrl);
  feed.onModuleInit();
});
afterAll(async () => {
  await feed.onApplicationShutdown();
  await node.close();
  await server.stop();
});
beforeEach(async () => {
  await rowsOf(server.databaseUrl, 'delete from token_family; delete from approval; delete from browser_session');
  node.audit.length = 0;
});

/** What an administrator works with, at a process in which `running` is the only module of its kind, or none. */
function administration(running?: OutboundSmartInstance): SessionAdministration {
  const store = new SqlPersonGrantStore(node.sql);
  const log = { record: async (event: (typeof node.audit)[number]) => void node.audit.push(event) };
  const apps = new ConnectedApps(
    store,
    new CachedClientRegistry(new SqlClientStore(node.sql), feed),
    node.sessions,
    log,
  );
  const instances = new Map(running === undefined ? [] : [[running.moduleId, running]]);
  const records = new WithdrawalRecords(log);
  return new SessionAdministrator(node.sql, node.directory, node.sessions, store, instances, apps, records);
}

const session = { moduleId: 'smart_auth', secure: false, idleMinutes: 30, absoluteHours: 12, mostPerPerson: 0 };
const running = { moduleId: 'smart_auth', session } as OutboundSmartInstance;

async function pidOf(username: string): Promise<number> {
  const [row] = await rowsOf<{ pid: number }>(
    server.databaseUrl,
    'select pid::int from user_account where username = $1 and archived_at is null',
    [username],
  );
  return row?.pid ?? 0;
}

const named = (username: string, change: object = {}): PersonReference => ({
  ...{ nodeId: 'Master', moduleId: 'local_security', username },
  ...change,
});
const tokensOf = (person: Person, clientId = 'public-app', scope = 'openid patient/*.rs offline_access') =>
  tokensFor(server.issuer, { clientId, scope, person });
const isActive = async (token: string): Promise<unknown> => (await introspect(server.issuer, token)).body['active'];

test('an administrator sees the apps of a person with what they may do, in words', async () => {
  const person = new Person();
  await tokensOf(person, 'public-app', 'openid offline_access');
  await tokensOf(person, 'other-public-app', 'openid patient/*.rs');
  await tokensFor(server.issuer, { person: new Person(), clientId: 'public-app', credentials: bertha });

  expect(await administration(running).clientsOf({ userPid: await pidOf('amelia') })).toEqual([
    {
      ...{ clientNodeId: 'Master', clientModuleId: 'smart_auth' },
      ...{ clientId: 'other-public-app', clientName: 'Other Public App' },
      approvedScopes: [
        { scope: 'openid', description: 'Know who you are' },
        { scope: 'patient/*.rs', description: 'See all records of the selected patient' },
      ],
    },
    {
      ...{ clientNodeId: 'Master', clientModuleId: 'smart_auth', clientId: 'public-app', clientName: 'Public App' },
      approvedScopes: [
        { scope: 'openid', description: 'Know who you are' },
        { scope: 'offline_access', description: 'Keep access when you are not using it' },
      ],
    },
  ]);
});

test.each([
  { name: 'another way to write the name', who: () => named(' AMELIA ') },
  {
    name: 'a locked account, whose access matters most',
    who: async () => {
      await rowsOf(server.databaseUrl, `update user_account set account_locked = true where username = 'amelia'`);
      return named('amelia');
    },
  },
])('a person is found by $name', async ({ who }) => {
  await tokensOf(new Person());

  const found = await administration(running).clientsOf(await who());
  await rowsOf(server.databaseUrl, 'update user_account set account_locked = false');

  expect(found?.map(({ clientId }) => clientId)).toEqual(['public-app']);
});

test.each<[string, PersonReference]>([
  ['a pid that nobody has', { userPid: 999_999 }],
  ['a name that nobody has', named('nobody')],
  ['another node', named('amelia', { nodeId: 'North' })],
  ['another module', named('amelia', { moduleId: 'smart_auth' })],
  ['another issuer', named('amelia', { issuer: 'https://idp.example.org' })],
  ['a condition in place of a name (V-85)', named(`' or '1'='1`)],
])('nobody is meant by %s', async (_name, person) => {
  const tokens = await tokensOf(new Person());

  expect(await administration(running).clientsOf(person)).toBeUndefined();
  expect(await administration(running).withdraw({ person, author })).toBeUndefined();
  expect(await isActive(tokens.access_token)).toBe(true);
});

test('V-28: withdrawing one app ends its tokens, its code under way and what was remembered, and nothing else', async () => {
  const person = new Person();
  const tokens = await tokensOf(person);
  const others = await tokensOf(person, 'other-public-app');
  const waiting = await obtainCode(server.issuer, {}, person);

  const withdrawn = await administration(running).withdraw({ person: named('amelia'), clientId: 'public-app', author });
  const redeemed = await postForm(`${server.issuer}/oauth/token`, redemption(waiting));

  expect(withdrawn).toEqual({ clients: 1, grants: 1, browserSessions: 0 });
  expect(await isActive(tokens.access_token)).toBe(false);
  expect((await refresh(server.issuer, tokens.refresh_token)).status).toBe(400);
  expect(await redeemed.json()).toMatchObject({ error: 'invalid_grant' });
  expect(await isActive(others.access_token)).toBe(true);
  expect((await person.open(`${server.issuer}/session/management`)).text).toContain('Other Public App');
  expect(await rowsOf(server.databaseUrl, 'select 1 from approval')).toEqual([]);
});

test.each([
  { name: 'while the module runs', instance: running },
  { name: 'while the module is stopped', instance: undefined },
])('V-28: withdrawing everything ends all tokens and sign-ins of the person, $name', async ({ instance }) => {
  const person = new Person();
  const tokens = await tokensOf(person);
  const online = await tokensOf(person, 'other-public-app', 'openid online_access');
  const bystander = await tokensFor(server.issuer, { person: new Person(), credentials: bertha });
  const userPid = await pidOf('amelia');

  const withdrawn = await administration(instance).withdraw({ person: { userPid }, author });

  expect(withdrawn).toEqual({ clients: 2, grants: 2, browserSessions: 1 });
  expect(await administration(instance).clientsOf({ userPid })).toEqual([]);
  expect([await isActive(tokens.access_token), await isActive(online.access_token)]).toEqual([false, false]);
  expect(await isActive(bystander.access_token)).toBe(true);
  expect((await person.open(`${server.issuer}/session/management`)).text).toContain('your connected apps');
  expect(await administration(instance).withdraw({ person: { userPid }, author })).toEqual({
    ...{ clients: 0, grants: 0, browserSessions: 0 },
  });
});

test('what was withdrawn is on record with its author, for each grant, each app and the sign-ins', async () => {
  await tokensOf(new Person());
  const userPid = await pidOf('amelia');
  const common = {
    outcome: 'success',
    userPid,
    username: 'amelia',
    remoteAddress: '192.0.2.7',
    author: { kind: 'command' },
  };
  const app = { ...common, moduleId: 'smart_auth', clientId: 'public-app' };

  await administration(running).withdraw({ person: { userPid }, author });

  expect(node.audit).toEqual([
    {
      ...{ ...app, kind: 'TOKEN_REVOCATION', grantId: expect.any(String) },
      detail: { reason: 'withdrawn-by-administrator', actor: 'root' },
    },
    { ...app, kind: 'APPROVAL', detail: { change: 'withdrawn', grants: 1, actor: 'root' } },
    {
      ...{ ...common, moduleId: 'local_security', kind: 'SIGN_OUT' },
      detail: { sids: [expect.any(String)], everywhere: true, actor: 'root' },
    },
  ]);
});

test('a thousand grants are withdrawn at once, each of them on record', async () => {
  const userPid = await pidOf('amelia');
  await rowsOf(
    server.databaseUrl,
    `insert into token_family (grant_id, module_id, client_id, user_pid, details, refresh_allowed, online, expires_at)
       select gen_random_uuid(), 'smart_auth', 'public-app', $1, '{"scopes":["openid"],"refresh":"none"}', false, false, now() + interval '1 hour'
         from generate_series(1, 1000)`,
    [userPid],
  );

  expect(await administration(running).withdraw({ person: { userPid }, author })).toMatchObject({ grants: 1000 });
  expect(node.audit.filter(({ kind }) => kind === 'TOKEN_REVOCATION')).toHaveLength(1000);
});
