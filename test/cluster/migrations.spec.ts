import { withConnection } from '../../libs/database/src/connection.js';
import { dataSourceOptions } from '../../libs/database/src/data-source-options.js';
import { allMigrations } from '../../libs/database/src/migrations/all-migrations.js';
import { runMigrations } from '../../libs/database/src/run-migrations.js';
import { DatabaseUnavailableError } from '../../libs/database/src/sql.port.js';
import { DataSource } from 'typeorm';
import { createEmptyDatabase, type TestDatabase } from '../support/postgres.js';
import { StallingProxy } from '../support/stalling-proxy.js';

let database: TestDatabase;

beforeEach(async () => {
  database = await createEmptyDatabase();
});

afterEach(() => database.drop());

async function firstColumn(sql: string): Promise<readonly unknown[]> {
  const result = await withConnection(database.url, (client) => client.query({ text: sql, rowMode: 'array' }));
  return result.rows.map((row: readonly unknown[]) => row[0]);
}

const tables = (): Promise<readonly unknown[]> =>
  firstColumn(`select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
               and not relispartition order by 1`);

describe('runMigrations', () => {
  test('F-31: of several at once one migrates, the others wait, and all find the schema complete', async () => {
    await Promise.all([1, 2, 3, 4].map(() => runMigrations(database.url)));

    expect(await firstColumn('select name from migrations')).toEqual(allMigrations.map(({ name }) => name));
    expect(await tables()).toContain('token_family');
  });

  test('F-31: waits for a database that comes late', async () => {
    const proxy = await StallingProxy.to(database.url);
    await proxy.refuse();
    const heard: string[] = [];
    const migrating = runMigrations(proxy.url, {
      log: (message) => {
        heard.push(message);
        void proxy.accept();
      },
    });

    await migrating;

    expect(heard[0]).toContain('waiting up to 60 seconds for the database');
    expect(await tables()).toContain('oauth2_client');
    await proxy.close();
  });

  test('F-31: says once what it waits for, however often it tries', async () => {
    const proxy = await StallingProxy.to(database.url);
    await proxy.refuse();
    const heard: string[] = [];

    const migrating = runMigrations(proxy.url, { waitSeconds: 1, log: (message) => heard.push(message) });

    await expect(migrating).rejects.toBeInstanceOf(DatabaseUnavailableError);
    expect(heard).toEqual([expect.stringContaining('waiting up to 1 seconds for the database')]);
  });

  test('F-31: gives up on a database that never comes, or when told to stop', async () => {
    const proxy = await StallingProxy.to(database.url);
    await proxy.refuse();

    await expect(runMigrations(proxy.url, { waitSeconds: 0 })).rejects.toBeInstanceOf(DatabaseUnavailableError);
    const stopped = AbortSignal.timeout(50);
    await expect(runMigrations(proxy.url, { signal: stopped })).rejects.toBeInstanceOf(DatabaseUnavailableError);
  });

  test.each([
    { name: 'clients are searched by an index', right: 'grant', indexes: ['oauth2_client_search'] },
    { name: 'without the right to create its extension the schema is complete, too', right: 'revoke', indexes: [] },
  ])('C-07: $name', async ({ right, indexes }) => {
    const change = right === 'grant' ? 'grant create on database %I to %I' : 'revoke create on database %I from %I';
    const [statement] = await firstColumn(`select format('${change}', current_database(), current_user)`);
    await firstColumn(String(statement));

    await runMigrations(database.url);

    expect(await firstColumn(`select indexname from pg_indexes where indexname = 'oauth2_client_search'`)).toEqual(
      indexes,
    );
    expect(await firstColumn('select name from migrations')).toEqual(allMigrations.map(({ name }) => name));
  });

  test('what goes up comes down', async () => {
    await runMigrations(database.url);
    const dataSource = new DataSource({
      ...dataSourceOptions({ url: database.url, poolSize: 2 }, () => undefined),
      migrations: [...allMigrations],
    });
    await dataSource.initialize();
    for (const _ of allMigrations) await dataSource.undoLastMigration();
    await dataSource.destroy();

    expect(await tables()).toEqual(['migrations']);
    await runMigrations(database.url);
    expect(await tables()).toContain('oauth2_client');
  });
});

describe('ensure_audit_partition', () => {
  const insert = (at: string): Promise<unknown> =>
    firstColumn(`insert into audit_event (at, id, node_id, sequence, module_id, kind, outcome)
                 values ('${at}', gen_random_uuid(), 'Master', 1, 'smart_auth', 'TOKEN', 'success')`);
  const partitionOf = (at: string): Promise<readonly unknown[]> =>
    firstColumn(`select tableoid::regclass::text from audit_event where at = '${at}'`);

  beforeEach(() => runMigrations(database.url));

  test('this month and the next have partitions from the start', async () => {
    expect(
      await firstColumn(`select count(*)::integer from pg_inherits where inhparent = 'audit_event'::regclass`),
    ).toEqual([3]);
  });

  test.each([
    { name: 'the last moment of a year', at: '2031-12-31T23:59:59.999Z', expected: 'audit_event_2031_12' },
    { name: 'the first moment of a year', at: '2032-01-01T00:00:00Z', expected: 'audit_event_2032_01' },
    { name: 'another time zone', at: '2032-03-01T00:30:00+02:00', expected: 'audit_event_2032_02' },
  ])('takes $name into its month, and what waited in the default partition with it', async ({ at, expected }) => {
    await insert(at);
    expect(await partitionOf(at)).toEqual(['audit_event_default']);

    await Promise.all([1, 2, 3].map(() => firstColumn(`select ensure_audit_partition('${at}')`)));

    expect(await partitionOf(at)).toEqual([expected]);
  });
});
