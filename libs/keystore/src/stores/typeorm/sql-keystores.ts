import type { ChangeFeed } from '#database/change-feed.port';
import type { Sql, SqlStatement } from '#database/sql.port';
import {
  KEYSTORES_TOPIC,
  type KeystoreContent,
  type KeystoreDecision,
  type KeystorePortion,
  type KeystoreStore,
  type StoredKeystore,
} from '../keystore.store.js';
import { COLUMNS, type KeystoreRow, keystoresOf } from './keystore-rows.js';

const ORDER = 'order by s.id, k.position, k.kid';
const find = {
  name: 'keystore-find',
  text: `select ${COLUMNS} from keystore s left join signing_key k on k.keystore_id = s.id where s.id = $1 ${ORDER}`,
};
const list = {
  name: 'keystore-list',
  text: `select ${COLUMNS} from (select * from keystore order by id limit $1 offset $2) s
           left join signing_key k on k.keystore_id = s.id ${ORDER}`,
};
const after = {
  name: 'keystore-after',
  text: `select ${COLUMNS} from (select * from keystore where id > $1 order by id limit $2) s
           left join signing_key k on k.keystore_id = s.id ${ORDER}`,
};
const count = { name: 'keystore-count', text: 'select count(*)::integer as count from keystore' };

// Held to the end of the transaction. What follows are statements of their own: only a statement that begins after the lock was had
// sees what the other process has committed. A keystore that is not there yet has no row to lock.
const lock = {
  name: 'keystore-lock',
  text: `select pg_advisory_xact_lock(hashtextextended('gatehouse keystore ' || $1::text, 0))`,
};
const time = { name: 'keystore-time', text: 'select gatehouse_now() as now' };

const remove = { name: 'keystore-remove', text: 'delete from keystore where id = $1' };
// The version is drawn anew by every write: no keystore that is made under an id again has one that the former had (F-06).
const write = {
  name: 'keystore-write',
  text: `insert into keystore as s (id, kind, file_path, pending_keys, keys_digest, rotation_days)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do update set kind = excluded.kind, file_path = excluded.file_path, pending_keys = excluded.pending_keys,
           keys_digest = excluded.keys_digest, rotation_days = excluded.rotation_days, version = excluded.version, updated_at = gatehouse_now()`,
};
const removeKeys = {
  name: 'keystore-remove-keys',
  text: 'delete from signing_key where keystore_id = $1 and kid <> all($2::text[])',
};
const writeKeys = {
  name: 'keystore-write-keys',
  text: `insert into signing_key (keystore_id, kid, position, alg, public_jwk, private_jwk_encrypted, published_at, signs_from, signs_until,
             longest_token_seconds)
         select $1, key ->> 'kid', place, key ->> 'alg', key -> 'publicJwk', key ->> 'privateJwkEncrypted',
             (key ->> 'publishedAt')::timestamptz, (key ->> 'signsFrom')::timestamptz, (key ->> 'signsUntil')::timestamptz,
             (key ->> 'longestTokenSeconds')::integer
           from jsonb_array_elements($2::jsonb) with ordinality as given (key, place)
         on conflict (keystore_id, kid) do update set position = excluded.position, alg = excluded.alg, public_jwk = excluded.public_jwk,
           private_jwk_encrypted = excluded.private_jwk_encrypted, published_at = excluded.published_at, signs_from = excluded.signs_from,
           signs_until = excluded.signs_until, longest_token_seconds = excluded.longest_token_seconds`,
};
const note = {
  name: 'keystore-note-longest-token',
  text: `update signing_key set longest_token_seconds = $3 where keystore_id = $1 and kid = $2 and longest_token_seconds < $3
         returning kid`,
};

/** {@link KeystoreStore} in the tables keystore and signing_key. */
export class SqlKeystores implements KeystoreStore {
  constructor(
    private readonly sql: Sql,
    private readonly changes: ChangeFeed,
  ) {}

  async find(keystoreId: string): Promise<StoredKeystore | undefined> {
    return (await read(this.sql, find, [keystoreId]))[0];
  }

  list({ offset, limit }: KeystorePortion): Promise<readonly StoredKeystore[]> {
    return read(this.sql, list, [limit, offset]);
  }

  async count(): Promise<number> {
    return (await this.sql.query<{ count: number }>(count, []))[0]?.count ?? 0;
  }

  after(keystoreId: string, limit: number): Promise<readonly StoredKeystore[]> {
    return read(this.sql, after, [keystoreId, limit]);
  }

  change<Outcome>(keystoreId: string, decide: KeystoreDecision<Outcome>): Promise<Outcome> {
    return this.sql.transaction(async (sql) => {
      await sql.query(lock, [keystoreId]);
      const [current] = await read(sql, find, [keystoreId]);
      const decided = decide(current, await databaseTime(sql));
      if (decided.write === undefined) return decided.outcome;
      if (decided.write === 'removal') await sql.query(remove, [keystoreId]);
      else await writeAll(sql, decided.write);
      await this.changes.announce(sql, KEYSTORES_TOPIC);
      return decided.outcome;
    });
  }

  async noteLongestToken(keystoreId: string, kid: string, seconds: number): Promise<void> {
    await this.sql.transaction(async (sql) => {
      const noted = await sql.query(note, [keystoreId, kid, seconds]);
      if (noted.length > 0) await this.changes.announce(sql, KEYSTORES_TOPIC);
    });
  }
}

async function databaseTime(sql: Sql): Promise<Date> {
  const [row] = await sql.query<{ now: Date }>(time, []);
  if (row === undefined) throw new Error('The database did not tell its time.');
  return row.now;
}

async function read(sql: Sql, statement: SqlStatement, values: readonly unknown[]): Promise<readonly StoredKeystore[]> {
  return keystoresOf(await sql.query<KeystoreRow>(statement, values));
}

async function writeAll(sql: Sql, keystore: KeystoreContent): Promise<void> {
  const { keystoreId, kind, filePath, pendingKeys, keysDigest, rotationDays, keys } = keystore;
  await sql.query(write, [keystoreId, kind, filePath, pendingKeys, keysDigest, rotationDays]);
  await sql.query(removeKeys, [keystoreId, keys.map(({ kid }) => kid)]);
  await sql.query(writeKeys, [keystoreId, JSON.stringify(keys)]);
}
