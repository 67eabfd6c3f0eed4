import type { AuditEvent } from '#audit/audit.port';
import { PostgresChangeFeed } from '#database/postgres-change-feed';
import type { Sql } from '#database/sql.port';
import { clientsTopic, originsTopic } from '#outbound-smart/clients/client-topics';
import type { ClientChange, ClientCreation } from '#outbound-smart/clients/client-commands';
import { ClientCommands } from '#outbound-smart/clients/client-commands';
import { ClientPreparation } from '#outbound-smart/clients/client-preparation';
import { ClientRecords } from '#outbound-smart/clients/client-records';
import { SecretHasher } from '#outbound-smart/clients/secret-hasher';
import { SecretPreparation } from '#outbound-smart/clients/secret-preparation';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { ClientsOptions } from '#outbound-smart/clients/clients.options';
import { OutboundSmartOptions } from '#outbound-smart/outbound-smart.options';
import { SqlClientStore } from '#outbound-smart/stores/typeorm/sql-client.store';
import type { UserDirectory } from '#inbound-security/user-directory.port';
import { readClientJson } from '#protocol/client/client-json';
import type { ClientDefinition } from '#protocol/client/client';
import type { NewClient } from '#protocol/client/new-client';
import { systemClock } from '#protocol/clock';
import { HashThreads } from '#slow-hashing/hash-threads';
import { createTestDatabase, openSql, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

const instance = {
  moduleId: 'smart_auth',
  inboundModuleId: 'local',
  options: Object.assign(new OutboundSmartOptions(), {
    clients: Object.assign(new ClientsOptions(), { secretEncoding: 'BCRYPT_10_ROUND' }),
  }),
} as OutboundSmartInstance;
const author = { kind: 'command', actor: 'bertha', remoteAddress: '192.0.2.7' } as const;

let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;
let feed: PostgresChangeFeed;
let commands: ClientCommands;
let store: SqlClientStore;
const audit: AuditEvent[] = [];
const threads = new HashThreads();

beforeAll(async () => {
  database = await createTestDatabase();
  ({ sql, close } = openSql(database.url));
  store = new SqlClientStore(sql);
  feed = new PostgresChangeFeed(database.url);
  feed.onModuleInit();
  const users = { usernamesAmong: async (_module: string, names: readonly string[]) => names.filter(isAmelia) };
  commands = new ClientCommands(
    sql,
    store,
    feed,
    systemClock,
    users as unknown as UserDirectory,
    new ClientPreparation(new SecretPreparation(systemClock, new SecretHasher(threads))),
    new ClientRecords({ record: async (event) => void audit.push(event) }),
  );
});
afterAll(async () => {
  await feed.onApplicationShutdown();
  await close();
  await threads.close();
  await database.drop();
});

const isAmelia = (name: string): boolean => name === 'amelia';

function newClient(clientId: string, change: object = {}): NewClient {
  const json = {
    clientId,
    enabled: true,
    allowedGrantTypes: ['AUTHORIZATION_CODE'],
    registeredRedirectUris: ['https://app.example/cb'],
    scopes: ['openid'],
    ...change,
  };
  return readClientJson(json, { nodeId: 'Master', moduleId: 'smart_auth' }).client;
}

async function created(clientId: string, change: object = {}): Promise<ClientDefinition> {
  const creation = await commands.create(instance, newClient(clientId, change), author);
  if (creation.kind !== 'created') throw new Error(JSON.stringify(creation));
  return creation.client;
}

/** What is stored, bit by bit: a refused change leaves all of it as it was. */
async function everything(): Promise<readonly object[]> {
  const text = `select c.*, (select version from change_counter where topic = $1) as announced,
                       (select count(*)::int from oauth2_client_secret) as secrets from oauth2_client c order by pid`;
  return rowsOf(database.url, text, [clientsTopic('smart_auth')]);
}

async function announced(topic = clientsTopic('smart_auth')): Promise<number> {
  const text = 'select version::int from change_counter where topic = $1';
  const [row] = await rowsOf<{ version: number }>(database.url, text, [topic]);
  return row?.version ?? 0;
}

describe('ClientCommands.create (ruling 52)', () => {
  beforeAll(async () => {
    await created('taken');
  });

  test('writes the client, generates the secret that came without text, tells all nodes of its origins alone and puts it on record', async () => {
    const origins = originsTopic('smart_auth');
    const before = [await announced(), await announced(origins)];

    const creation = await commands.create(
      instance,
      newClient('web', { clientSecrets: [{ description: 'first' }], secretRequired: true }),
      author,
    );

    expect(creation).toMatchObject({
      kind: 'created',
      client: { clientId: 'web', version: 1, clientSecrets: [{ description: 'first' }] },
      generated: [{ clientId: 'web', secret: expect.stringMatching(/^ghs_[\w-]{43}$/) }],
    });
    expect([await announced(), await announced(origins)]).toEqual([before[0], (before[1] ?? 0) + 1]);
    expect(audit.at(-1)).toEqual({
      ...{ moduleId: 'smart_auth', clientId: 'web', kind: 'CLIENT_CHANGE', outcome: 'success' },
      ...{ remoteAddress: '192.0.2.7', author: { kind: 'command' } },
      detail: { change: 'created', actor: 'bertha' },
    });
  });

  test.each([
    { name: 'V-09: an address that runs code', change: { postLogoutRedirectUris: ['javascript:alert(1)'] } },
    { name: 'STD RFC9700-7, ruling 49: the name of a user', change: { clientId: 'amelia' } },
    { name: 'an id that is taken', change: { clientId: 'taken' } },
  ])('refuses $name and writes nothing', async ({ change }) => {
    const [rows, records] = [await everything(), audit.length];

    const creation = await commands.create(instance, newClient('new', change), author);

    expect(creation).toEqual<ClientCreation>({
      kind: 'refused',
      problems: [expect.objectContaining({ field: expect.stringMatching(/^clientId$|^postLogoutRedirectUris$/) })],
    });
    expect([await everything(), audit.length]).toEqual([rows, records]);
  });

  test('what is written alongside fails: nothing is written at all', async () => {
    const [rows, records] = [await everything(), audit.length];

    const creation = commands.create(instance, newClient('alone'), author, () => Promise.reject(new Error('no')));

    await expect(creation).rejects.toThrow('no');
    expect([await everything(), audit.length]).toEqual([rows, records]);
  });
});

describe('ClientCommands.update (ruling 52)', () => {
  beforeAll(() => created('keep-me'));

  test('replaces the whole definition, keeps the secrets and records the names of what changed', async () => {
    const client = await created('update-me', {
      clientSecrets: [{ description: 'first' }],
      secretRequired: true,
      allowedOrigins: ['https://old.example'],
    });
    const settings = newClient('update-me', {
      secretRequired: true,
      clientName: 'New',
      scopes: ['openid', 'fhirUser'],
    });
    const before = await announced();

    const change = await commands.update({ settings, version: client.version }, author);

    expect(change).toEqual<ClientChange>({
      kind: 'changed',
      fields: ['allowedOrigins', 'clientName', 'scopes'],
      version: 2,
    });
    expect(await announced()).toBe(before + 1);
    expect(audit.at(-1)).toMatchObject({
      clientId: 'update-me',
      detail: { change: 'updated', fields: ['allowedOrigins', 'clientName', 'scopes'], version: 2, actor: 'bertha' },
    });
    expect(await store.find('smart_auth', 'update-me')).toEqual({
      ...settings,
      pid: client.pid,
      version: 2,
      clientSecrets: client.clientSecrets,
    });
    expect(await store.findOrigin('smart_auth', 'https://old.example')).toBeUndefined();
  });

  test('a secret can come with the change; nothing of it is on record but that there is one', async () => {
    const client = await created('renewed', { clientSecrets: [{ description: 'first' }], secretRequired: true });
    const newSecret = { hash: 'SHA256$of-the-second', description: 'second' };

    const change = await commands.update({ settings: client, version: 1, newSecret }, author);

    expect(change).toMatchObject({ kind: 'changed', fields: ['clientSecrets'] });
    expect(JSON.stringify(audit.at(-1))).not.toContain('of-the-second');
    const { clientSecrets } = (await store.find('smart_auth', 'renewed')) ?? {};
    expect(clientSecrets).toMatchObject([{ description: 'first' }, newSecret]);
  });

  test('a definition read from the store can be handed back: hash and pid of a secret do not get into the definition', async () => {
    const client = await created('round-trip', { clientSecrets: [{ description: '' }], secretRequired: true });

    await commands.update({ settings: { ...client, clientName: 'Round' }, version: 1 }, author);

    const [row] = await rowsOf<{ definition: object }>(
      database.url,
      `select definition from oauth2_client where client_id = 'round-trip'`,
    );
    expect(Object.keys(row?.definition ?? {})).not.toEqual(expect.arrayContaining(['pid']));
    expect(JSON.stringify(row)).not.toContain('SHA256');
  });

  test.each([
    { name: 'an older version', version: 0, kind: 'stale' },
    { name: 'a version that is still to come', version: 2, kind: 'stale' },
    { name: 'a definition that may not be saved', version: 1, settings: { scopes: ['patient/*.sr'] }, kind: 'refused' },
    { name: 'a client that does not exist', version: 1, settings: { clientId: 'nobody' }, kind: 'unknown' },
    { name: 'a client of another module', version: 1, settings: { moduleId: 'other' }, kind: 'unknown' },
  ])('refuses $name and changes nothing', async ({ version, settings, kind }) => {
    const [rows, records] = [await everything(), audit.length];

    const change = await commands.update({ settings: newClient('keep-me', settings), version }, author);

    expect(change.kind).toBe(kind);
    expect([await everything(), audit.length]).toEqual([rows, records]);
  });

  test('one of 16 changes at once wins; the others are told that they are stale', async () => {
    const { version } = await created('popular');

    const changes = await Promise.all(
      Array.from({ length: 16 }, (_none, place) =>
        commands.update({ settings: newClient('popular', { clientName: `Name ${String(place)}` }), version }, author),
      ),
    );

    expect(changes.map(({ kind }) => kind).sort()).toEqual(['changed', ...Array<string>(15).fill('stale')]);
    expect(await store.find('smart_auth', 'popular')).toMatchObject({ version: 2 });
  });
});

describe('ClientCommands.archive (ruling 52)', () => {
  async function archivedAt(clientId: string): Promise<readonly (Date | null)[]> {
    const text = 'select archived_at from oauth2_client where client_id = $1 order by pid';
    return (await rowsOf<{ archived_at: Date | null }>(database.url, text, [clientId])).map((row) => row.archived_at);
  }

  test('keeps the row, tells all nodes, and the client can be neither changed nor archived any more', async () => {
    const client = await created('archive-me');
    const before = await announced();

    expect(await commands.archive({ ...client, version: 9 }, author)).toEqual({ kind: 'stale' });
    expect(await commands.archive(client, author)).toMatchObject({ kind: 'changed', fields: ['archivedAt'] });

    expect(await announced()).toBe(before + 1);
    expect(audit.at(-1)).toMatchObject({ clientId: 'archive-me', detail: { change: 'archived', version: 2 } });
    expect(await store.find('smart_auth', 'archive-me')).toBeUndefined();
    expect(await archivedAt('archive-me')).toEqual([expect.any(Date)]);
    const settings = newClient('archive-me');
    expect(await commands.update({ settings, version: 2 }, author)).toEqual({ kind: 'unknown' });
    expect(await commands.archive({ ...client, version: 2 }, author)).toEqual({ kind: 'unknown' });
  });

  test('F-54: the id is free again, and who takes it is another client', async () => {
    const before = await created('phoenix', { clientSecrets: [{ description: '' }], secretRequired: true });
    await commands.archive(before, author);
    await rowsOf(
      database.url,
      `insert into launch (launch_hash, module_id, client_id, username, context, expires_at)
       values ('by a node that did not know yet', 'smart_auth', 'phoenix', 'anna', '{}', now() + interval '1 hour')`,
    );

    const after = await created('phoenix');

    // The archiving was the second version; entity tags never come again.
    expect(after).toMatchObject({ version: 3, incarnation: 1, clientSecrets: [] });
    expect(after.pid).not.toBe(before.pid);
    expect(await archivedAt('phoenix')).toEqual([expect.any(Date), null]);
    expect(await rowsOf(database.url, 'select * from launch')).toEqual([]);
  });

  test("an update that sets archivedAt, as the product's clients delete, archives as well", async () => {
    const client = await created('archived-by-update');

    await commands.update({ settings: { ...client, archivedAt: new Date(0) }, version: 1 }, author);

    expect(await archivedAt('archived-by-update')).toEqual([new Date(0)]);
  });
});

describe('origins of clients (STD X16)', () => {
  test('R-18, V-88: are looked up by an index, however many there are', async () => {
    const count = 5_000;
    await sql.query(
      {
        name: 'many_origins',
        text: `WITH added AS (
               INSERT INTO oauth2_client (node_id, module_id, client_id, client_name, definition)
               SELECT 'Master', 'crowded', n::text, '', '{}' FROM generate_series(1, $1::int) n RETURNING pid, module_id, client_id)
             INSERT INTO client_origin SELECT module_id, 'https://app' || client_id || '.example', pid FROM added`,
      },
      [count],
    );
    const look = (tx: Sql, origin: string) => new SqlClientStore(tx).findOrigin('crowded', origin);
    const scans = { name: 'scans', text: `SELECT sum(seq_scan)::int AS count FROM pg_stat_xact_user_tables` };

    await rowsOf(database.url, 'analyze oauth2_client, client_origin');
    const [known, unknown, newScans] = await sql.transaction(async (tx) => {
      await tx.query({ name: 'generic', text: 'SET LOCAL plan_cache_mode = force_generic_plan' }, []);
      const scanned = async () => (await tx.query<{ count: number }>(scans, []))[0]?.count ?? 0;
      const earlier = await scanned(); // by this connection, not yet counted elsewhere
      const answers = [await look(tx, `https://app${String(count)}.example`), await look(tx, 'https://evil.example')];
      return [...answers, (await scanned()) - earlier];
    });

    expect([known, unknown, newScans]).toEqual([{ isTrusted: true }, undefined, 0]);
  });

  test('follow the changes of their client', async () => {
    const client = await created('moving', { allowedOrigins: ['https://one.example', 'https://two.example'] });
    await commands.update({ settings: { ...client, allowedOrigins: ['https://two.example'] }, version: 1 }, author);
    const found = async () => ({
      one: await store.findOrigin('smart_auth', 'https://one.example'),
      two: await store.findOrigin('smart_auth', 'https://two.example'),
    });

    expect(await found()).toEqual({ one: undefined, two: { isTrusted: true } });
    await commands.archive({ ...client, version: 2 }, author);
    expect(await found()).toEqual({ one: undefined, two: undefined });
  });
});
