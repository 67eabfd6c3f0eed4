import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql, type SqlStatement } from '#database/sql.port';
import { sha256Base64Url } from '#protocol/hash';
import type { KeyNames } from '../../key-names.port.js';
import type { KnownServer } from '../../known-servers.port.js';

// Whoever comes first writes; everybody learns what was written.
const CLAIM: SqlStatement = {
  name: 'oauth2_server_key_claim',
  text: `INSERT INTO oauth2_server_key (server_pid, kid_hash, thumbprint, first_seen) VALUES ($1, $2, $3, gatehouse_now())
         ON CONFLICT (server_pid, kid_hash) DO UPDATE SET server_pid = EXCLUDED.server_pid RETURNING thumbprint`,
};
/** Keys known to be the first of their name; a row never changes. */
const CAPACITY = 1_000;

/** {@link KeyNames} in PostgreSQL. Only keys that proved a token come here, so that strangers write nothing. */
@Injectable()
export class SqlKeyNames implements KeyNames {
  private readonly known = new Set<string>();

  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async isFirst(
    { pid }: KnownServer,
    { kid, thumbprint }: { readonly kid?: string; readonly thumbprint: string },
  ): Promise<boolean> {
    if (kid === undefined) return false;
    const values = [pid, sha256Base64Url(kid), thumbprint] as const;
    const name = values.join(' ');
    if (this.known.has(name)) return true;
    const [row] = await this.sql.query<{ thumbprint: string }>(CLAIM, values);
    const isFirst = row?.thumbprint === thumbprint;
    if (isFirst && this.known.size < CAPACITY) this.known.add(name);
    return isFirst;
  }
}
