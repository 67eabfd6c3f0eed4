import { randomId } from '#protocol/random';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { systemClock } from '#protocol/clock';
import type { ChangeFeed } from '../../libs/database/src/change-feed.port.js';
import { PostgresChangeFeed } from '../../libs/database/src/postgres-change-feed.js';
import type { Sql } from '../../libs/database/src/sql.port.js';
import { KeyEncryption } from '../../libs/keystore/src/sealing/key-encryption.js';
import type { Keystore } from '../../libs/keystore/src/keystore.port.js';
import { openKeystores } from '../../libs/keystore/src/keystore.module.js';
import { assembleKeystores } from '../../libs/keystore/src/keystore-assembly.js';
import { UnknownKeystoreError, WrongEncryptionKeyError } from '../../libs/keystore/src/keystore-errors.js';
import { MemoryKeystores } from '../../libs/keystore/src/stores/memory/memory-keystores.js';
import { createTestDatabase, openSql, type TestDatabase } from '../support/postgres.js';
import { bareSurroundings } from '../support/signing-keys.js';

const encryptionKey = Buffer.alloc(32, 7);
const issuer = 'https://auth.example.org';
const clocks = { clock: systemClock, keyClock: systemClock };
const claims = { iss: issuer, sub: 'alice' };
const expected = { typ: 'at+jwt', issuer };

let database: TestDatabase;
const cleanUps: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await Promise.all(cleanUps.map((cleanUp) => cleanUp()));
  await database.drop();
});

/** What one server process has: connections, a change feed and a cache that no other process shares. */
interface ServerProcess {
  readonly keystore: Keystore;
  readonly sql: Sql;
  readonly changes: ChangeFeed;
}

async function startProcess(key = encryptionKey): Promise<ServerProcess> {
  const { sql, close } = openSql(database.url);
  const changes = new PostgresChangeFeed(database.url);
  cleanUps.push(close, () => changes.onApplicationShutdown());
  changes.onModuleInit();
  const { keystore } = await openKeystores({ sql, changes, ...clocks, ...bareSurroundings }, key);
  return { keystore, sql, changes };
}

function inMemory(): Promise<Keystore> {
  const store = new MemoryKeystores(systemClock);
  const encryption = new KeyEncryption(encryptionKey);
  const changes: ChangeFeed = {
    versionOf: () => '0',
    announce: () => Promise.resolve(),
    caughtUp: () => Promise.resolve(),
    onChange: () => undefined,
  };
  return Promise.resolve(assembleKeystores({ store, encryption, changes, ...clocks, ...bareSurroundings }).keystore);
}

describe.each([
  { name: 'memory', open: inMemory },
  { name: 'PostgreSQL', open: async () => (await startProcess()).keystore },
])('the keystore in $name', ({ open }) => {
  let keystore: Keystore;
  let id: string;

  beforeEach(async () => {
    keystore = await open();
    id = randomId();
    await keystore.ensure(id);
  });

  test('has one RSA and one P-256 key, and shows public parts only (V-50)', async () => {
    const { keys } = await keystore.publicJwks(id);

    expect(keys).toMatchObject([
      { kty: 'RSA', alg: 'RS256', use: 'sig' },
      { kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' },
    ]);
    expect(JSON.stringify(keys)).not.toMatch(/"(d|p|q|dp|dq|qi|k)":/);
    expect(Buffer.from(keys[0]?.n ?? '', 'base64url')).toHaveLength(256);
  });

  test('signs what everybody can verify with the public keys, and knows it again', async () => {
    const keys = createLocalJWKSet((await keystore.publicJwks(id)) as JSONWebKeySet);

    for (const alg of ['RS256', 'ES256'] as const) {
      const token = await keystore.sign(id, { typ: 'at+jwt', alg }, claims);
      expect((await jwtVerify(token, keys, { issuer, algorithms: [alg] })).payload).toEqual(claims);
      await expect(keystore.verify(id, token, expected)).resolves.toEqual(claims);
      await expect(keystore.verify(id, `${token}A`, expected)).resolves.toBeUndefined();
    }
  });

  test('V-46 knows no token of another keystore, and signs with none that does not exist', async () => {
    const other = randomId();
    await keystore.ensure(other);
    const token = await keystore.sign(other, { typ: 'at+jwt' }, claims);

    await expect(keystore.verify(id, token, expected)).resolves.toBeUndefined();
    await expect(keystore.sign(randomId(), { typ: 'at+jwt' }, claims)).rejects.toThrow(UnknownKeystoreError);
  });

  test('made again, it is the same', async () => {
    const before = await keystore.publicJwks(id);

    await keystore.ensure(id);

    await expect(keystore.publicJwks(id)).resolves.toEqual(before);
  });
});

const removeFirst = {
  name: 'test-remove',
  text: 'delete from signing_key where keystore_id = $1 and position = 1',
};

async function currentVersion(sql: Sql): Promise<string | undefined> {
  const text = `select version::text as version from change_counter where topic = 'keystores'`;
  const [row] = await sql.query<{ version: string }>({ name: 'test-version', text }, []);
  return row?.version;
}

/** When the process has heard of this version of the keystores. */
async function knows({ changes }: ServerProcess, version: string | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const check = (): void => {
      if (changes.versionOf('keystores') === version) resolve();
    };
    changes.onChange(check);
    check();
  });
}

describe('over one database', () => {
  test('processes that start at once make one pair of keys and verify one another’s tokens', async () => {
    const processes = await Promise.all([startProcess(), startProcess(), startProcess()]);
    const id = randomId();

    await Promise.all(processes.map(({ keystore }) => keystore.ensure(id)));

    const shown = await Promise.all(processes.map(({ keystore }) => keystore.publicJwks(id)));
    expect(shown[0]?.keys).toHaveLength(2);
    expect(shown).toEqual([shown[0], shown[0], shown[0]]);
    const token = await processes[0].keystore.sign(id, { typ: 'at+jwt' }, claims);
    for (const { keystore } of processes) await expect(keystore.verify(id, token, expected)).resolves.toEqual(claims);
  });

  test('what is stored is encrypted', async () => {
    const { keystore, sql } = await startProcess();
    const id = randomId();
    await keystore.ensure(id);

    const rows = await sql.query({ name: 'test-keys', text: 'select * from signing_key where keystore_id = $1' }, [id]);

    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/"(d|p|q|dp|dq|qi|k)":/);
  });

  test('F-28 a process with another encryption key does not start, and changes nothing', async () => {
    const { keystore, sql } = await startProcess();
    const id = randomId();
    await keystore.ensure(id);
    const everything = {
      name: 'test-all',
      text: 'select (select json_agg(s) from signing_key s) as keys, (select json_agg(c) from server_check c) as checks',
    };
    const before = await sql.query(everything, []);

    await expect(startProcess(Buffer.alloc(32, 8))).rejects.toThrow(WrongEncryptionKeyError);

    expect(await sql.query(everything, [])).toEqual(before);
  });

  test('ruling 49 a key that is taken away is refused by the other process as soon as the change is known there', async () => {
    const [one, two] = await Promise.all([startProcess(), startProcess()]);
    const id = randomId();
    await one.keystore.ensure(id);
    const token = await one.keystore.sign(id, { typ: 'at+jwt' }, claims);
    await expect(two.keystore.verify(id, token, expected)).resolves.toEqual(claims);

    await one.sql.transaction(async (sql) => {
      await sql.query(removeFirst, [id]);
      await one.changes.announce(sql, 'keystores');
    });
    await knows(two, await currentVersion(one.sql));

    await expect(two.keystore.verify(id, token, expected)).resolves.toBeUndefined();
  });
});
