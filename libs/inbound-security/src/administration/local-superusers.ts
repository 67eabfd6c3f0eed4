import type { Sql } from '#database/sql.port';
import type { Superusers } from '#module-config/superusers.port';
import { highestRankWithout } from '../stores/administrators.store.js';

/** {@link Superusers} among the accounts of local modules. */
export class LocalSuperusers implements Superusers {
  constructor(private readonly sql: Sql) {}

  async canSignInAt(moduleIds: readonly string[]): Promise<boolean> {
    if (moduleIds.length === 0) return false;
    return (await this.sql.transaction((sql) => highestRankWithout(sql, { pids: [], moduleIds }))) === 2;
  }
}
