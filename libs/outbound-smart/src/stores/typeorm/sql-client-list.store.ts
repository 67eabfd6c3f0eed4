import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { PageRequest } from '#protocol/administration/page';
import type { ClientDefinition } from '#protocol/client/client';
import type { Incarnated } from '#protocol/client/incarnation';
import type { ClientFilter, ClientListStore, WatchedClient } from '../client-list.store.js';
import type { ClientPlace } from '../client.store.js';
import { CLIENT_COLUMNS, clientOfRow, type ClientRow } from './client-row.js';

/** As the index has it. */
const ORDER = 'c.module_id COLLATE "C", c.client_id COLLATE "C"';
const LISTED =
  'c.archived_at IS NULL AND ($1::text IS NULL OR c.module_id = $1) AND ($2::boolean IS NULL OR c.enabled = $2)';
/** The name is in no index: without a term it is not looked at. */
const SOUGHT = `${LISTED} AND (c.client_id ILIKE $3 OR c.client_name ILIKE $3)`;

const pageStatement = (name: string, condition: string, offset: number) => ({
  name,
  text: `SELECT ${CLIENT_COLUMNS}
           FROM (SELECT c.pid FROM oauth2_client c WHERE ${condition} ORDER BY ${ORDER} OFFSET $${offset} LIMIT $${offset + 1}) AS page
           JOIN oauth2_client c USING (pid) ORDER BY ${ORDER}`,
});
const countStatement = (name: string, condition: string) => ({
  name,
  text: `SELECT count(*)::integer AS count FROM oauth2_client c WHERE ${condition}`,
});
const LIST = {
  page: pageStatement('oauth2_client_page', LISTED, 3),
  count: countStatement('oauth2_client_count', LISTED),
};
const SEARCH = {
  page: pageStatement('oauth2_client_search', SOUGHT, 4),
  count: countStatement('oauth2_client_search_count', SOUGHT),
};
const AFTER = `(c.module_id COLLATE "C", c.client_id COLLATE "C") > ($1::text, $2::text) AND c.archived_at IS NULL ORDER BY ${ORDER} LIMIT $3`;
const NEXT = {
  name: 'oauth2_client_after',
  text: `SELECT ${CLIENT_COLUMNS} FROM oauth2_client c WHERE ${AFTER}`,
};
const NEXT_WATCHED = {
  name: 'oauth2_client_watched_after',
  text: `SELECT ${CLIENT_COLUMNS}, c.updated_at, c.watched_since, c.last_used_at,
                ARRAY(SELECT redirect_uri FROM client_redirect_use u WHERE u.client_pid = c.pid) AS used_redirect_uris
           FROM oauth2_client c WHERE ${AFTER}`,
};
const LIVE_GRANTS = {
  name: 'oauth2_client_live_grants',
  text: `SELECT count(*)::integer AS count FROM (
           SELECT 1 FROM token_family WHERE module_id = $1 AND client_id = $2 AND revoked_at IS NULL AND expires_at > gatehouse_now()
              AND coalesce((details->>'incarnation')::integer, 0) = $3 LIMIT $4) AS live`,
};

interface WatchedRow extends ClientRow {
  updated_at: Date;
  watched_since: Date;
  last_used_at: Date | null;
  used_redirect_uris: readonly string[];
}

/** {@link ClientListStore} in PostgreSQL. */
@Injectable()
export class SqlClientListStore implements ClientListStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async page({ moduleId, enabled, term }: ClientFilter, { pageIndex, pageSize }: PageRequest) {
    const values = [moduleId ?? null, enabled ?? null, ...(term === undefined ? [] : [containing(term)])];
    const { page, count } = term === undefined ? LIST : SEARCH;
    const rows = await this.sql.query<ClientRow>(page, [...values, pageIndex * pageSize, pageSize]);
    const [counted] = await this.sql.query<{ count: number }>(count, values);
    return { clients: rows.map(clientOfRow), total: counted?.count ?? 0 };
  }

  async after(place: ClientPlace | undefined, most: number): Promise<readonly ClientDefinition[]> {
    return (await this.sql.query<ClientRow>(NEXT, [...textsOf(place), most])).map(clientOfRow);
  }

  async watchedAfter(place: ClientPlace | undefined, most: number): Promise<readonly WatchedClient[]> {
    return (await this.sql.query<WatchedRow>(NEXT_WATCHED, [...textsOf(place), most])).map(watchedOfRow);
  }

  async liveGrants({ moduleId, clientId, incarnation = 0 }: ClientPlace & Incarnated, most: number): Promise<number> {
    const [row] = await this.sql.query<{ count: number }>(LIVE_GRANTS, [moduleId, clientId, incarnation, most]);
    return row?.count ?? 0;
  }
}

/** Everything comes after two empty texts: no client has them. */
function textsOf(place: ClientPlace | undefined): readonly string[] {
  return [place?.moduleId ?? '', place?.clientId ?? ''];
}

/** The signs of a pattern stand for themselves. */
function containing(term: string): string {
  return `%${term.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

function watchedOfRow(row: WatchedRow): WatchedClient {
  return {
    client: clientOfRow(row),
    updatedAt: row.updated_at,
    watchedSince: row.watched_since,
    usedRedirectUris: row.used_redirect_uris,
    ...(row.last_used_at && { lastUsedAt: row.last_used_at }),
  };
}
