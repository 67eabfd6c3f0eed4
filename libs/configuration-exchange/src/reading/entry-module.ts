import { isJsonObject } from '#protocol/json/json-object';
import type { ModuleKey } from '#protocol/administration/module-key';

/** An entry with the node and the module it belongs to: seed files may leave them out (reference 13). */
export function withModule(json: unknown, { nodeId, moduleId }: Partial<ModuleKey>): unknown {
  if (!isJsonObject(json)) return json;
  return {
    ...json,
    ...(nodeId !== undefined && !isSet(json.nodeId) && { nodeId }),
    ...(moduleId !== undefined && !isSet(json.moduleId) && { moduleId }),
  };
}

/** The module that an entry names. */
export function moduleKeyOf(json: unknown): ModuleKey {
  return { nodeId: textOf(json, 'nodeId'), moduleId: textOf(json, 'moduleId') };
}

/** The text of a member, for names: empty where it is none. */
export function textOf(json: unknown, name: string): string {
  const value = isJsonObject(json) ? json[name] : undefined;
  return typeof value === 'string' ? value : '';
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
