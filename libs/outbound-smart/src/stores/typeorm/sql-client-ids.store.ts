import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { ClientIds } from '../client-ids.store.js';

const AMONG = {
  name: 'oauth2_client_ids_among',
  text: 'SELECT DISTINCT client_id FROM oauth2_client WHERE module_id = ANY ($1) AND client_id = ANY ($2)',
};

/** {@link ClientIds} in PostgreSQL. */
@Injectable()
export class SqlClientIds implements ClientIds {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async among(
    moduleIds: readonly string[],
    texts: readonly string[],
    transaction = this.sql,
  ): Promise<readonly string[]> {
    const rows = await transaction.query<{ client_id: string }>(AMONG, [moduleIds, texts]);
    return rows.map((row) => row.client_id);
  }
}
