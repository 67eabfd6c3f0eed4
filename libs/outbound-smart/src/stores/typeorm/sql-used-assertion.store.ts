import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import { sha256Base64Url } from '#protocol/hash';
import type { AssertionClaim, UsedAssertionStore } from '../used-assertion.store.js';

/** A row that is outdated and was not removed yet stands in nobody's way. */
const CLAIM = {
  name: 'used_client_assertion_claim',
  text: `INSERT INTO used_client_assertion AS used (assertion_hash, expires_at)
         VALUES ($1, gatehouse_now() + make_interval(secs => $2))
         ON CONFLICT (assertion_hash) DO UPDATE SET expires_at = excluded.expires_at WHERE used.expires_at < gatehouse_now()
         RETURNING assertion_hash`,
};

/** Kept for ten minutes more than it could be presented, in seconds: a clock that is set back must not make it new again (V-35). */
const KEPT_LONGER = 600;

/** {@link UsedAssertionStore} in PostgreSQL. */
@Injectable()
export class SqlUsedAssertionStore implements UsedAssertionStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async claim({ moduleId, clientId, jti, lifetimeSeconds }: AssertionClaim): Promise<boolean> {
    // As JSON, so that no two different triples make one text.
    const key = sha256Base64Url(JSON.stringify([moduleId, clientId, jti]));
    return (await this.sql.query(CLAIM, [key, lifetimeSeconds + KEPT_LONGER])).length === 1;
  }
}
