import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql, type SqlStatement } from '#database/sql.port';
import { sha256Base64Url } from '#protocol/hash';
import type { KeyNames } from '../../key-names.port.js';
import type { KnownServer } from '../../known-servers.port.js';

const READ: SqlStatement = {
  name: 'oauth2_server_key_read',
  text: 'SELECT thumbprint FROM oauth2_server_key WHERE server_pid = $1 AND kid_hash = $2',
};
// Whoever comes first writes; everybody learns what was written.
const CLAIM: SqlStatement = {
  name: 'oauth2_server_key_claim',
  text: `INSERT INTO oauth2_server_key (server_pid, kid_hash, thumbprint, first_seen) VALUES ($1, $2, $3, gatehouse_now())
         ON CONFLICT (server_pid, kid_hash) DO UPDATE SET server_pid = EXCLUDED.server_pid RETURNING thumbprint`,
};
/** Keys remembered as the first of their name; beyond it the oldest goes. A row never changes. */
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
    const isFirst = (await this.firstOf(values)) === thumbprint;
    if (isFirst) this.remember(name);
    return isFirst;
  }
  /** Read before it is written: a row that is there costs no new version of it. */
  private async firstOf(
    values: readonly [pid: number, kidHash: string, thumbprint: string],
  ): Promise<string | undefined> {
    const [read] = await this.sql.query<{ thumbprint: string }>(READ, values.slice(0, 2));
    const [row] = read === undefined ? await this.sql.query<{ thumbprint: string }>(CLAIM, values) : [read];
    return row?.thumbprint;
  }

  private remember(name: string): void {
    this.known.add(name);
    const [oldest] = this.known;
    if (this.known.size > CAPACITY && oldest !== undefined) this.known.delete(oldest);
  }
}
