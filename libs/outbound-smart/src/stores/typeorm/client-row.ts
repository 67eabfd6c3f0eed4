import type { ClientDefinition, ClientSecret, ClientSettings } from '#protocol/client/client';
import { noOwnFields } from '#protocol/client/own-fields';

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
  secrets: SecretJson[];
}
type StoredDefinition = Omit<
  ClientDefinition,
  'pid' | 'nodeId' | 'moduleId' | 'clientId' | 'clientName' | 'enabled' | 'clientSecrets' | 'version' | 'archivedAt'
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
  };
}

function toSecret({ pid, hash, description, ...instants }: SecretJson): ClientSecret {
  const known = Object.entries(instants).filter((entry): entry is [string, string] => entry[1] !== null);
  return { pid, hash, description, ...Object.fromEntries(known.map(([name, text]) => [name, new Date(text)])) };
}

/** node_id, module_id, client_id, client_name, enabled, definition, archived_at. */
export function valuesOfClient(client: ClientSettings): readonly unknown[] {
  const { nodeId, moduleId, clientId, clientName, enabled, archivedAt, ...definition } = client;
  return [nodeId, moduleId, clientId, clientName, enabled, definition, archivedAt ?? null];
}
