import type { JsonObject } from '#protocol/json/json-object';
import type { EditedThing } from './edited-thing.js';

/** A save as a call of the admin API, for scripts of administrators (behaviour 19). Secrets that were typed are left to be filled in. */
export function apiCallOf({ method, path }: EditedThing['api'], json: JsonObject, version: number | undefined): string {
  const head = [`${method} ${path}`, 'Content-Type: application/json', 'Authorization: Bearer …'];
  const tag = method === 'PUT' && version !== undefined ? [`If-Match: "${String(version)}"`] : [];
  return [...head, ...tag, '', JSON.stringify(json, redacted, 2)].join('\n');
}

function redacted(name: string, value: unknown): unknown {
  return typeof value === 'string' && value !== '' && /(?:secret|password|jsonKeys|passwordHash)$/i.test(name)
    ? '…'
    : value;
}
