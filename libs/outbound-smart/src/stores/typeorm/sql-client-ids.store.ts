import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { ClientIds } from '../client-ids.store.js';

const AMONG = {
  name: 'oauth2_client_ids_among',
  text: 'SELECT DISTINCT client_id FROM oauth2_client WHERE module_id = ANY ($1) AND client_id = ANY ($2)',
};

/** The expression of the index `oauth2_client_spelling`, letter by letter: strangers have the question asked. */
const SPELLING = (text: string) => `lower(regexp_replace(btrim(normalize(${text}, NFKC)), '\\s+', ' ', 'g'))`;
const ALIKE = {
  name: 'oauth2_client_ids_alike',
  text: `SELECT FROM oauth2_client WHERE module_id = ANY ($1) AND ${SPELLING('client_id')} = ${SPELLING('$2::text')} LIMIT 1`,
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

  async isAlike(moduleIds: readonly string[], text: string): Promise<boolean> {
    return (await this.sql.query(ALIKE, [moduleIds, text])).length > 0;
  }
}
