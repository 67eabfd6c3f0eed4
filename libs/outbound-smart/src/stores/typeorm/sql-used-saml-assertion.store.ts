import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { UsedSamlAssertionStore } from '../used-saml-assertion.store.js';

/** A row that is outdated and was not removed yet stands in nobody's way. */
const CLAIM = {
  name: 'used_saml_assertion_claim',
  text: `INSERT INTO used_saml_assertion AS used (assertion_hash, expires_at)
         VALUES ($1, gatehouse_now() + make_interval(secs => $2))
         ON CONFLICT (assertion_hash) DO UPDATE SET expires_at = excluded.expires_at WHERE used.expires_at < gatehouse_now()
         RETURNING assertion_hash`,
};

/** Kept for ten minutes more than it could be presented, in seconds: a clock that is set back must not make it new again (V-35). */
const KEPT_LONGER = 600;

/** {@link UsedSamlAssertionStore} in PostgreSQL. */
@Injectable()
export class SqlUsedSamlAssertionStore implements UsedSamlAssertionStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async claim(assertionHash: string, usableSeconds: number): Promise<boolean> {
    return (await this.sql.query(CLAIM, [assertionHash, usableSeconds + KEPT_LONGER])).length === 1;
  }
}
