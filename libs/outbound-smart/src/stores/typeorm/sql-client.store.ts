import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { ClientDefinition, ClientSettings } from '#protocol/client/client';
import { clientOrigins } from '../../clients/client-origins.js';
import type { ClientRecord, ClientStore, RegisteredOrigin, SecretRecord } from '../client.store.js';
import { clientOfRow, valuesOfClient, type ClientRow } from './client-row.js';

const FIND = {
  name: 'oauth2_client_find',
  text: `SELECT c.pid, c.node_id, c.module_id, c.client_id, c.client_name, c.enabled, c.definition, c.version, c.archived_at,
                coalesce((SELECT jsonb_agg(jsonb_build_object('pid', s.pid, 'hash', s.hash, 'description', s.description,
                                 'activation', s.activation, 'expiration', s.expiration, 'replacedAt', s.replaced_at,
                                 'lastUsedAt', s.last_used_at) ORDER BY s.pid)
                            FROM oauth2_client_secret s WHERE s.client_pid = c.pid), '[]') AS secrets
           FROM oauth2_client c WHERE c.module_id = $1 AND c.client_id = $2`,
};
const FIND_ORIGIN = {
  name: 'client_origin_find',
  text: `SELECT c.definition->>'untrusted' IS DISTINCT FROM 'true' AS is_trusted
           FROM client_origin o JOIN oauth2_client c ON c.pid = o.client_pid
          WHERE o.module_id = $1 AND o.origin = $2 AND c.enabled AND c.archived_at IS NULL ORDER BY is_trusted DESC LIMIT 1`,
};
const INSERT = {
  name: 'oauth2_client_insert',
  text: `WITH added AS (
           INSERT INTO oauth2_client (node_id, module_id, client_id, client_name, enabled, definition, archived_at, version, created_at,
                                      updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, 1, gatehouse_now(), gatehouse_now())
           ON CONFLICT (module_id, client_id) DO NOTHING RETURNING pid, module_id),
         origins AS (INSERT INTO client_origin SELECT module_id, unnest($8::text[]), pid FROM added)
         SELECT pid FROM added`,
};
const UPDATE = {
  name: 'oauth2_client_update',
  text: `WITH changed AS (
           UPDATE oauth2_client SET node_id = $1, client_name = $4, enabled = $5, definition = $6, archived_at = $7,
                                    version = version + 1, updated_at = gatehouse_now()
            WHERE module_id = $2 AND client_id = $3 AND version = $9 AND archived_at IS NULL RETURNING pid, module_id),
         gone AS (DELETE FROM client_origin o USING changed WHERE o.client_pid = changed.pid AND o.origin <> ALL ($8::text[])),
         come AS (INSERT INTO client_origin SELECT module_id, unnest($8::text[]), pid FROM changed ON CONFLICT DO NOTHING)
         SELECT pid FROM changed`,
};
const INSERT_SECRET = {
  name: 'oauth2_client_secret_insert',
  text: `INSERT INTO oauth2_client_secret (client_pid, hash, description, activation, expiration, created_at)
         SELECT pid, $3, $4, $5, $6, gatehouse_now() FROM oauth2_client WHERE module_id = $1 AND client_id = $2`,
};

/** Columns in the order of INSERT, then the origins. */
function valuesOf(client: ClientSettings): readonly unknown[] {
  return [...valuesOfClient(client), [...clientOrigins(client)]];
}

/** {@link ClientStore} in PostgreSQL. */
@Injectable()
export class SqlClientStore implements ClientStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async find(moduleId: string, clientId: string): Promise<ClientDefinition | undefined> {
    const [row] = await this.sql.query<ClientRow>(FIND, [moduleId, clientId]);
    return row && clientOfRow(row);
  }

  async findOrigin(moduleId: string, origin: string): Promise<RegisteredOrigin | undefined> {
    const [row] = await this.sql.query<{ is_trusted: boolean }>(FIND_ORIGIN, [moduleId, origin]);
    return row && { isTrusted: row.is_trusted };
  }

  async insert(sql: Sql, record: ClientRecord): Promise<boolean> {
    if ((await sql.query(INSERT, valuesOf(record.client))).length === 0) return false;
    for (const secret of record.secrets) await this.addSecret(sql, record.client, secret);
    return true;
  }

  async update(sql: Sql, client: ClientSettings, version: number): Promise<boolean> {
    return (await sql.query(UPDATE, [...valuesOf(client), version])).length === 1;
  }

  async addSecret(
    sql: Sql,
    { moduleId, clientId }: Pick<ClientSettings, 'moduleId' | 'clientId'>,
    { hash, description, activation, expiration }: SecretRecord,
  ): Promise<void> {
    await sql.query(INSERT_SECRET, [moduleId, clientId, hash, description, activation ?? null, expiration ?? null]);
  }
}
