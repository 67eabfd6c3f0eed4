import { PostgresChangeFeed } from '#database/postgres-change-feed';
import type { Sql } from '#database/sql.port';
import type { UserDirectory } from '#inbound-security/user-directory.port';
import { ClientCommands } from '#outbound-smart/clients/client-commands';
import { ClientRecords } from '#outbound-smart/clients/client-records';
import type { ClientPreparation } from '#outbound-smart/clients/client-preparation';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { OutboundSmartOptions } from '#outbound-smart/outbound-smart.options';
import { AbandonedApps } from '#outbound-smart/registration/abandoned-apps';
import { SqlClientRegistrationStore } from '#outbound-smart/stores/typeorm/sql-client-registration.store';
import { SqlClientStore } from '#outbound-smart/stores/typeorm/sql-client.store';
import { SqlOutdatedRows } from '#outbound-smart/stores/typeorm/sql-outdated-rows';
import { readClientJson } from '#protocol/client/client-json';
import { systemClock } from '#protocol/clock';
import type { AuditEvent } from '#audit/audit.port';
import { createTestDatabase, moveDatabaseClock, openSql, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

const DAY = 86_400;
const instance = { moduleId: 'm', nodeId: 'Master', options: new OutboundSmartOptions() } as OutboundSmartInstance;

let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;
let feed: PostgresChangeFeed;
let clients: SqlClientStore;
let apps: AbandonedApps;
const audit: AuditEvent[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  ({ sql, close } = openSql(database.url));
  feed = new PostgresChangeFeed(database.url);
  feed.onModuleInit();
  clients = new SqlClientStore(sql);
  const record = async (event: AuditEvent): Promise<void> => void audit.push(event);
  const [users, preparation] = [{} as UserDirectory, {} as ClientPreparation];
  const commands = new ClientCommands(
    sql,
    clients,
    feed,
    systemClock,
    users,
    preparation,
    new ClientRecords({ record }),
  );
  const registrations = new SqlClientRegistrationStore(sql);
  apps = new AbandonedApps(new Map([['m', instance]]), registrations, clients, commands);
});
afterAll(async () => {
  await feed.onApplicationShutdown();
  await close();
  await database.drop();
});

async function registered(clientId: string, { untrusted = true, isKnown = false } = {}): Promise<void> {
  const { client } = readClientJson({ clientId, enabled: true, untrusted }, instance);
  await sql.transaction(async (tx) => {
    await clients.insert(tx, [{ client, secrets: [] }]);
    await new SqlClientRegistrationStore(sql).add(tx, client, { tokenHash: clientId, isKnown });
  });
}

const left = async (condition = 'true'): Promise<readonly string[]> =>
  (
    await rowsOf<{ client_id: string }>(
      database.url,
      `select client_id from oauth2_client where ${condition} order by client_id`,
    )
  ).map(({ client_id }) => client_id);

test('R-18: apps that nobody answers for end 30 days after their last token, and are gone 30 days later', async () => {
  for (const clientId of ['never-used', 'used', 'changed']) await registered(clientId);
  await registered('reviewed', { untrusted: false });
  await registered('invited', { untrusted: true, isKnown: true });

  await moveDatabaseClock(database.url, 29 * DAY);
  expect(await apps.endPortion()).toBe(0);
  const used = await clients.find('m', 'used');
  if (used !== undefined) await apps.noteUse(used);
  await sql.transaction(async (tx) => {
    await new SqlClientRegistrationStore(sql).replaceToken(tx, { moduleId: 'm', clientId: 'changed' }, 'changed', 'x');
  });
  await moveDatabaseClock(database.url, 31 * DAY);

  expect(await apps.endPortion()).toBe(1);
  expect(await left('archived_at is not null')).toEqual(['never-used']);
  expect(audit).toMatchObject([{ kind: 'CLIENT_CHANGE', clientId: 'never-used', detail: { change: 'archived' } }]);
  expect(await apps.endPortion()).toBe(0);

  await rowsOf(database.url, 'update oauth2_client set archived_at = gatehouse_now() where archived_at is not null');
  await new SqlOutdatedRows(sql).removePortion();
  expect(await left()).toContain('never-used');
  await moveDatabaseClock(database.url, 62 * DAY);
  await new SqlOutdatedRows(sql).removePortion();
  expect(await left()).toEqual(['changed', 'invited', 'reviewed', 'used']);
});
