import type { ClientSettings } from '#protocol/client/client';
import { clientOrigins } from '../../clients/client-origins.js';
import type { ClientRecord, ClientReplacement } from '../client.store.js';
import { columnsOfClient } from './client-row.js';

/** Any number of clients travel as one JSON parameter, so that the statements are always the same few. */
const GIVEN = `given AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS g (
    place integer, node_id text, module_id text, client_id text, client_name text, enabled boolean, definition jsonb,
    archived_at timestamptz, version integer, owner_pid bigint, origins jsonb, removed jsonb, altered jsonb, added jsonb))`;

const SECRET_COLUMNS = '(hash text, description text, activation timestamptz, expiration timestamptz)';

/** Adds the secrets in `added` of the rows in `source` (pid, place). */
const addSecrets = (source: string) => `
  INSERT INTO oauth2_client_secret (client_pid, hash, description, activation, expiration, created_at)
  SELECT c.pid, s.hash, s.description, s.activation, s.expiration, gatehouse_now()
    FROM ${source} c JOIN given g USING (place),
         ROWS FROM (jsonb_to_recordset(g.added) AS ${SECRET_COLUMNS}) WITH ORDINALITY AS s
   ORDER BY g.place, s.ordinality`;

/**
 * Whoever had the id before was archived: the new client is another incarnation, and its versions go on from there, so that an entity tag of the
 * old one never fits (F-06).
 */
export const INSERT_CLIENTS = {
  name: 'oauth2_client_insert',
  text: `WITH ${GIVEN},
         added_client AS (
           INSERT INTO oauth2_client (node_id, module_id, client_id, client_name, enabled, definition, archived_at, owner_pid, incarnation,
                                      version, created_at, updated_at)
           SELECT node_id, module_id, client_id, client_name, enabled, definition, archived_at, owner_pid,
                  (SELECT coalesce(max(f.incarnation) + 1, 0) FROM oauth2_client f
                    WHERE f.module_id = given.module_id AND f.client_id = given.client_id AND f.archived_at IS NOT NULL),
                  (SELECT coalesce(max(f.version), 0) + 1 FROM oauth2_client f
                    WHERE f.module_id = given.module_id AND f.client_id = given.client_id AND f.archived_at IS NOT NULL),
                  gatehouse_now(), gatehouse_now()
             FROM given ORDER BY place
           ON CONFLICT (module_id, client_id) WHERE archived_at IS NULL DO NOTHING
           RETURNING pid, module_id, client_id, incarnation),
         placed AS (SELECT a.pid, g.place, a.incarnation FROM added_client a JOIN given g USING (module_id, client_id)),
         origins AS (
           INSERT INTO client_origin
           SELECT g.module_id, origin, placed.pid FROM placed JOIN given g USING (place), jsonb_array_elements_text(g.origins) AS origin),
         secrets AS (${addSecrets('placed')})
         SELECT place, incarnation > 0 AS is_reborn FROM placed`,
};

export const REPLACE_CLIENTS = {
  name: 'oauth2_client_replace',
  text: `WITH ${GIVEN},
         changed AS (
           UPDATE oauth2_client c
              SET node_id = g.node_id, client_name = g.client_name, enabled = g.enabled, definition = g.definition,
                  archived_at = g.archived_at, version = c.version + 1, updated_at = gatehouse_now()
             FROM given g
            WHERE c.module_id = g.module_id AND c.client_id = g.client_id AND c.archived_at IS NULL AND c.version = g.version
           RETURNING c.pid, g.place),
         origins_gone AS (
           DELETE FROM client_origin o USING changed JOIN given g USING (place)
            WHERE o.client_pid = changed.pid AND NOT g.origins ? o.origin),
         origins_come AS (
           INSERT INTO client_origin
           SELECT g.module_id, origin, changed.pid FROM changed JOIN given g USING (place), jsonb_array_elements_text(g.origins) AS origin
           ON CONFLICT DO NOTHING),
         secrets_gone AS (
           DELETE FROM oauth2_client_secret s USING changed JOIN given g USING (place)
            WHERE s.client_pid = changed.pid AND g.removed @> to_jsonb(s.pid)),
         secrets_altered AS (
           UPDATE oauth2_client_secret s SET description = a.description, activation = a.activation, expiration = a.expiration
             FROM changed JOIN given g USING (place),
                  jsonb_to_recordset(g.altered) AS a (pid bigint, description text, activation timestamptz, expiration timestamptz)
            WHERE s.pid = a.pid AND s.client_pid = changed.pid),
         secrets_come AS (${addSecrets('changed')})
         SELECT place FROM changed`,
};

/** What was about to be given to clients that are archived; what they have bears their incarnation. A node that learns of it later may add some. */
export const FORGET_REQUESTS = {
  name: 'oauth2_client_forget_requests',
  text: `WITH ended AS (SELECT * FROM unnest($1::text[], $2::text[]) AS e (module_id, client_id)),
         ${['pending_authorization', 'pushed_authorization_request', 'device_authorization', 'launch', 'session_client']
           .map(
             (table) => `${table}_gone AS (
             DELETE FROM ${table} t USING ended WHERE t.module_id = ended.module_id AND t.client_id = ended.client_id)`,
           )
           .join(', ')}
         SELECT 1`,
};

/** The parameter of {@link INSERT_CLIENTS}. */
export function insertValues(records: readonly ClientRecord[]): readonly unknown[] {
  const given = records.map(({ client, secrets: added, ownerPid }, place) => ({
    ...{ place, ...rowOf(client), added },
    owner_pid: ownerPid ?? null,
  }));
  return [JSON.stringify(given)];
}

/** The parameter of {@link REPLACE_CLIENTS}. */
export function replaceValues(replacements: readonly ClientReplacement[]): readonly unknown[] {
  const given = replacements.map(({ client, version, secrets: { removed, altered, added } }, place) => ({
    ...{ place, ...rowOf(client), version, altered, added },
    removed: removed.map(({ pid }) => pid),
  }));
  return [JSON.stringify(given)];
}

function rowOf(client: ClientSettings) {
  return { ...columnsOfClient(client), origins: [...clientOrigins(client)] };
}
