import { issuerKey } from '#protocol/server/server';
import type { DefinedServer, ServerRecord, StoredServer } from '../server.store.js';

/** A definition as the database has it. */
export interface ServerRow {
  readonly pid: string;
  readonly module_id: string;
  readonly definition: Omit<DefinedServer, 'nodeId' | 'moduleId'>;
  readonly client_secret: string | null;
  readonly version: number;
  readonly archived_at: Date | null;
}

/** The definition that a row stands for, as one of this node: it may have had another name when the row was written (ruling 60). */
export function serverOfRow(row: ServerRow, nodeId: string): StoredServer {
  return {
    pid: Number(row.pid),
    settings: { ...row.definition, nodeId, moduleId: row.module_id },
    version: row.version,
    ...(row.client_secret !== null && { secret: row.client_secret }),
    ...(row.archived_at !== null && { archivedAt: row.archived_at }),
  };
}

/** pid, node_id, module_id, issuer_key, registration_id, definition, client_secret. */
export function valuesOfServer({ pid, settings, secret }: ServerRecord): readonly unknown[] {
  const { nodeId, moduleId, ...definition } = settings;
  const names = [issuerKey(settings.issuer), settings.federationRegistrationId];
  return [pid, nodeId, moduleId, ...names, definition, secret ?? null];
}
