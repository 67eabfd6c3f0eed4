import { instantText } from '../json/instant-text.js';
import type { JsonObject } from '../json/json-object.js';
import { SERVER_SECRET, serverFieldEntries } from './server-fields.js';
import type { ServerSettings } from './server.js';

/** What of a definition is written. */
export interface WrittenServer {
  readonly settings: ServerSettings;
  /** What stands for the secret; absent where there is none. */
  readonly secret?: string;
  /** Given by the store; left out of exports. */
  readonly pid?: number;
  readonly archivedAt?: Date;
}

/** The JSON of a definition: node and module first, then the fields in the order of their table, unset ones left out. */
export function serverJson({ settings, secret, pid, archivedAt }: WrittenServer): JsonObject {
  const texts = serverFieldEntries.map(([name]) => [name, name === SERVER_SECRET ? secret : settings[name]] as const);
  return {
    ...(pid !== undefined && { pid }),
    nodeId: settings.nodeId,
    moduleId: settings.moduleId,
    ...Object.fromEntries(texts.filter(([, text]) => text !== undefined)),
    ...(archivedAt && { archivedAt: instantText(archivedAt) }),
  };
}

/** Names of the fields in which two definitions differ, the secret apart. */
export function changedServerFields(before: ServerSettings, after: ServerSettings): readonly string[] {
  return serverFieldEntries
    .map(([name]) => name)
    .filter((name) => name !== SERVER_SECRET && before[name] !== after[name]);
}
