import type { Sql } from '#database/sql.port';
import { SecretUses } from '#outbound-smart/clients/secret-uses';
import { SqlClientSecretStore } from '#outbound-smart/stores/typeorm/sql-client-secret.store';
import { SqlClientStore } from '#outbound-smart/stores/typeorm/sql-client.store';
import type { ClientDefinition } from '#protocol/client/client';
import { readClientJson } from '#protocol/client/client-json';
import { createTestDatabase, openSql, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

const MINUTE = 60_000;

let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;
let clients: SqlClientStore;
let secrets: SqlClientSecretStore;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ sql, close } = openSql(database.url));
  clients = new SqlClientStore(sql);
  secrets = new SqlClientSecretStore(sql);
});
afterAll(async () => {
  await close();
  await database.drop();
});

/** A client with as many secrets, none of them with an end. */
async function stored(clientId: string, count = 1, more: object = {}): Promise<ClientDefinition> {
  const json = { clientId, enabled: true, secretClientCanChange: true, ...more };
  const { clientSecrets: _none, ...client } = readClientJson(json, { nodeId: 'Master', moduleId: 'm' }).client;
  const records = Array.from({ length: count }, (_, index) => ({
    hash: `hash ${index}`,
    description: `number ${index}`,
  }));
  await sql.transaction((inside) => clients.insert(inside, [{ client, secrets: records }]));
  return found(clientId);
}

async function found(clientId: string): Promise<ClientDefinition> {
  const client = await clients.find('m', clientId);
  if (client === undefined) throw new Error(`${clientId} is gone`);
  return client;
}

const replace = (client: ClientDefinition, more: object = {}) =>
  sql.transaction((inside) =>
    secrets.replace(inside, {
      clientPid: client.pid,
      presentedPid: client.clientSecrets[0]?.pid ?? 0,
      hash: 'new hash',
      description: 'new',
      graceMinutes: 0,
      ...more,
    }),
  );

describe('when a secret was last used', () => {
  test('is written beside the requests and read with the definition', async () => {
    const client = await stored('used', 2);
    const uses = new SecretUses(secrets);
    uses.note(client.clientSecrets[1]!);

    await uses.onModuleDestroy();

    const [unused, used] = (await found('used')).clientSecrets;
    expect(unused?.lastUsedAt).toBeUndefined();
    expect(Math.abs((used?.lastUsedAt?.getTime() ?? 0) - Date.now())).toBeLessThan(MINUTE);
  });

  test('is not put back by a node that tells of it late', async () => {
    const [secret] = (await stored('used-twice')).clientSecrets;
    await secrets.noteUses([{ pid: secret!.pid, secondsAgo: 10 }]);
    await secrets.noteUses([{ pid: secret!.pid, secondsAgo: 3_600 }]);

    const [{ lastUsedAt } = {}] = (await found('used-twice')).clientSecrets;
    expect(Date.now() - (lastUsedAt?.getTime() ?? 0)).toBeLessThan(10 * MINUTE);
  });

  test('of a secret that is gone is nothing', async () => {
    await expect(secrets.noteUses([{ pid: 987_654, secondsAgo: 0 }])).resolves.toBeUndefined();
  });
});

describe('ClientSecretStore.replace', () => {
  test('tells when the others end, and reads back what became of each', async () => {
    const client = await stored('replacing', 2);

    const outcome = await replace(client, { graceMinutes: 10 });

    const after = await found('replacing');
    expect(outcome).toEqual({ kind: 'replaced', version: 2, previousEnd: after.clientSecrets[0]?.expiration });
    expect(after.version).toBe(2);
    expect(after.clientSecrets.map(({ description }) => description)).toEqual(['number 0', 'number 1', 'new']);
    expect(after.clientSecrets.map(({ replacedAt }) => replacedAt !== undefined)).toEqual([true, true, false]);
    expect(after.clientSecrets[2]).not.toHaveProperty('expiration');
  });

  test.each([
    { name: 'a client that may not', more: { secretClientCanChange: false }, kind: 'forbidden' },
    { name: 'a disabled client', more: { enabled: false }, kind: 'forbidden' },
  ])('$name: $kind, whatever a cache said', async ({ name, more, kind }) => {
    const client = await stored(name.replaceAll(' ', '-'), 1, more);

    expect(await replace(client)).toEqual({ kind });
    expect(await found(client.clientId)).toEqual(client);
  });

  test('an archived client: forbidden, whatever a cache said', async () => {
    const client = await stored('archived');
    await rowsOf(database.url, `update oauth2_client set archived_at = gatehouse_now() where pid = ${client.pid}`);

    expect(await replace(client)).toEqual({ kind: 'forbidden' });
    const hashes = `select hash from oauth2_client_secret where client_pid = ${client.pid}`;
    expect(await rowsOf(database.url, hashes)).toEqual([{ hash: 'hash 0' }]);
  });

  test('on the word of a secret of another client: outdated', async () => {
    const [client, other] = [await stored('one'), await stored('other')];

    expect(await replace(client, { presentedPid: other.clientSecrets[0]?.pid })).toEqual({ kind: 'outdated' });
    expect(await found('one')).toEqual(client);
  });

  test('on the word of a secret that is not live yet, or no longer: outdated', async () => {
    for (const window of ["activation = gatehouse_now() + interval '1 hour'", 'expiration = gatehouse_now()']) {
      const client = await stored(`outside-${window.length}`);
      await rowsOf(database.url, `update oauth2_client_secret set ${window} where client_pid = $1`, [client.pid]);

      expect(await replace(client)).toEqual({ kind: 'outdated' });
    }
  });
});
