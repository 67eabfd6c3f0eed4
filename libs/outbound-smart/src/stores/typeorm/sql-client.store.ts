import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { ClientDefinition, ClientSecret, ClientSettings } from '#protocol/client/client';
import { noOwnFields } from '#protocol/client/own-fields';
import { clientOrigins } from '../../clients/client-origins.js';
import type { ClientRecord, ClientStore, SecretRecord } from '../client.store.js';

const FIND = {
  name: 'oauth2_client_find',
  text: `SELECT c.pid, c.node_id, c.module_id, c.client_id, c.client_name, c.enabled, c.definition, c.version, c.archived_at,
                coalesce((SELECT jsonb_agg(jsonb_build_object('pid', s.pid, 'hash', s.hash, 'description', s.description,
                                 'activation', s.activation, 'expiration', s.expiration, 'replacedAt', s.replaced_at,
                                 'lastUsedAt', s.last_used_at) ORDER BY s.pid)
                            FROM oauth2_client_secret s WHERE s.client_pid = c.pid), '[]') AS secrets
           FROM oauth2_client c WHERE c.module_id = $1 AND c.client_id = $2`,
};
const HAS_ORIGIN = {
  name: 'oauth2_client_has_origin',
  text: `SELECT EXISTS (SELECT 1 FROM oauth2_client WHERE module_id = $1 AND enabled AND archived_at IS NULL
                           AND definition->'origins' ? $2) AS found`,
};
const INSERT = {
  name: 'oauth2_client_insert',
  text: `INSERT INTO oauth2_client (node_id, module_id, client_id, client_name, enabled, definition, archived_at, version, created_at,
                                    updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1, gatehouse_now(), gatehouse_now())
         ON CONFLICT (module_id, client_id) DO NOTHING RETURNING pid`,
};
const UPDATE = {
  name: 'oauth2_client_update',
  text: `UPDATE oauth2_client SET node_id = $1, client_name = $4, enabled = $5, definition = $6, archived_at = $7,
                                  version = version + 1, updated_at = gatehouse_now()
          WHERE module_id = $2 AND client_id = $3 AND version = $8 AND archived_at IS NULL RETURNING pid`,
};
const INSERT_SECRET = {
  name: 'oauth2_client_secret_insert',
  text: `INSERT INTO oauth2_client_secret (client_pid, hash, description, activation, expiration, created_at)
         SELECT pid, $3, $4, $5, $6, gatehouse_now() FROM oauth2_client WHERE module_id = $1 AND client_id = $2`,
};

type StoredDefinition = Omit<
  ClientDefinition,
  'pid' | 'nodeId' | 'moduleId' | 'clientId' | 'clientName' | 'enabled' | 'clientSecrets' | 'version' | 'archivedAt'
>;
interface ClientRow {
  pid: string;
  node_id: string;
  module_id: string;
  client_id: string;
  client_name: string;
  enabled: boolean;
  definition: StoredDefinition & { origins?: string[] };
  version: number;
  archived_at: Date | null;
  secrets: SecretJson[];
}
interface SecretJson {
  pid: number;
  hash: string;
  description: string;
  activation: string | null;
  expiration: string | null;
  replacedAt: string | null;
  lastUsedAt: string | null;
}

function toSecret({ pid, hash, description, ...instants }: SecretJson): ClientSecret {
  const known = Object.entries(instants).filter((entry): entry is [string, string] => entry[1] !== null);
  return { pid, hash, description, ...Object.fromEntries(known.map(([name, text]) => [name, new Date(text)])) };
}

function toClient(row: ClientRow): ClientDefinition {
  const { origins: _derived, ...definition } = row.definition;
  return {
    ...noOwnFields,
    ...definition,
    pid: Number(row.pid),
    nodeId: row.node_id,
    moduleId: row.module_id,
    clientId: row.client_id,
    clientName: row.client_name,
    enabled: row.enabled,
    version: row.version,
    clientSecrets: row.secrets.map(toSecret),
    ...(row.archived_at !== null && { archivedAt: row.archived_at }),
  };
}

/** Columns in the order of INSERT. */
function valuesOf(client: ClientSettings): readonly unknown[] {
  const { nodeId, moduleId, clientId, clientName, enabled, archivedAt, ...definition } = client;
  const stored = { ...definition, origins: [...clientOrigins(client)] };
  return [nodeId, moduleId, clientId, clientName, enabled, stored, archivedAt ?? null];
}

/** {@link ClientStore} in PostgreSQL. */
@Injectable()
export class SqlClientStore implements ClientStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async find(moduleId: string, clientId: string): Promise<ClientDefinition | undefined> {
    const [row] = await this.sql.query<ClientRow>(FIND, [moduleId, clientId]);
    return row && toClient(row);
  }

  async hasOrigin(moduleId: string, origin: string): Promise<boolean> {
    const [row] = await this.sql.query<{ found: boolean }>(HAS_ORIGIN, [moduleId, origin]);
    return row?.found ?? false;
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
