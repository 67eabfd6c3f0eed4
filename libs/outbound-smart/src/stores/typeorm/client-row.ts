import type { ClientDefinition, ClientSecret, ClientSettings } from '#protocol/client/client';
import { noOwnFields } from '#protocol/client/own-fields';

/** What {@link ClientRow} has of a row `c`; secrets in the order in which they came. */
export const CLIENT_COLUMNS = `
  c.pid, c.node_id, c.module_id, c.client_id, c.client_name, c.enabled, c.definition, c.version, c.archived_at, c.incarnation,
  coalesce((SELECT jsonb_agg(jsonb_build_object('pid', s.pid, 'hash', s.hash, 'description', s.description,
                   'activation', s.activation, 'expiration', s.expiration, 'replacedAt', s.replaced_at,
                   'lastUsedAt', s.last_used_at) ORDER BY s.pid)
              FROM oauth2_client_secret s WHERE s.client_pid = c.pid), '[]') AS secrets`;

/** A client as the database has it, with its secrets. */
export interface ClientRow {
  pid: string;
  node_id: string;
  module_id: string;
  client_id: string;
  client_name: string;
  enabled: boolean;
  definition: StoredDefinition;
  version: number;
  archived_at: Date | null;
  incarnation: number;
  secrets: SecretJson[];
}
type StoredDefinition = Omit<
  ClientDefinition,
  | 'pid'
  | 'nodeId'
  | 'moduleId'
  | 'clientId'
  | 'clientName'
  | 'enabled'
  | 'clientSecrets'
  | 'version'
  | 'archivedAt'
  | 'incarnation'
>;
interface SecretJson {
  pid: number;
  hash: string;
  description: string;
  activation: string | null;
  expiration: string | null;
  replacedAt: string | null;
  lastUsedAt: string | null;
}

/** The definition that a row stands for; fields of our own that it was written without have their defaults. */
export function clientOfRow(row: ClientRow): ClientDefinition {
  return {
    ...noOwnFields,
    ...row.definition,
    pid: Number(row.pid),
    nodeId: row.node_id,
    moduleId: row.module_id,
    clientId: row.client_id,
    clientName: row.client_name,
    enabled: row.enabled,
    version: row.version,
    clientSecrets: row.secrets.map(toSecret),
    ...(row.archived_at !== null && { archivedAt: row.archived_at }),
    ...(row.incarnation > 0 && { incarnation: row.incarnation }),
  };
}

function toSecret({ pid, hash, description, ...instants }: SecretJson): ClientSecret {
  const known = Object.entries(instants).filter((entry): entry is [string, string] => entry[1] !== null);
  return { pid, hash, description, ...Object.fromEntries(known.map(([name, text]) => [name, new Date(text)])) };
}

/** The columns of a client, by their names. */
export function columnsOfClient(client: ClientSettings) {
  const { nodeId, moduleId, clientId, clientName, enabled, archivedAt, ...definition } = client;
  return {
    node_id: nodeId,
    module_id: moduleId,
    client_id: clientId,
    client_name: clientName,
    enabled,
    definition,
    archived_at: archivedAt ?? null,
  };
}
