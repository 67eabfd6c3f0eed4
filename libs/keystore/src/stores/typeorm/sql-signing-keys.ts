import type { ChangeFeed } from '#database/change-feed.port';
import type { Sql } from '#database/sql.port';
import { KEYSTORES_TOPIC } from '../../keystores-topic.js';
import type { SigningKeysStore, StoredSigningKey } from '../signing-keys.store.js';

const select = {
  name: 'signing-key-select',
  text: `select kid, alg, public_jwk as "publicJwk", private_jwk_encrypted as "privateJwkEncrypted"
           from signing_key where keystore_id = $1 order by position, kid`,
};

// Held to the end of the transaction. The insert below is a statement of its own: only a statement that begins after the lock was
// had sees what the other process has committed.
const lock = {
  name: 'signing-key-lock',
  text: `select pg_advisory_xact_lock(hashtextextended('gatehouse keystore ' || $1::text, 0))`,
};

const insert = {
  name: 'signing-key-insert-if-empty',
  text: `insert into signing_key (keystore_id, kid, position, alg, public_jwk, private_jwk_encrypted, created_at)
         select $1::text, key ->> 'kid', place, key ->> 'alg', key -> 'publicJwk', key ->> 'privateJwkEncrypted', gatehouse_now()
           from jsonb_array_elements($2::jsonb) with ordinality as given (key, place)
          where not exists (select 1 from signing_key where keystore_id = $1::text)
         returning kid`,
};

/** {@link SigningKeysStore} in the table signing_key. */
export class SqlSigningKeys implements SigningKeysStore {
  constructor(
    private readonly sql: Sql,
    private readonly changes: ChangeFeed,
  ) {}

  read(keystoreId: string): Promise<readonly StoredSigningKey[]> {
    return this.sql.query<StoredSigningKey>(select, [keystoreId]);
  }

  createIfEmpty(keystoreId: string, keys: readonly StoredSigningKey[]): Promise<boolean> {
    return this.sql.transaction(async (sql) => {
      await sql.query(lock, [keystoreId]);
      const stored = await sql.query(insert, [keystoreId, JSON.stringify(keys)]);
      if (stored.length > 0) await this.changes.announce(sql, KEYSTORES_TOPIC);
      return stored.length > 0;
    });
  }
}
