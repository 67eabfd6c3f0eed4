import { isJsonObject } from '#protocol/json/json-object';

/** No name is longer. */
const LONGEST = 200;

/** A text by which something is to be found; undefined where there is none that the database could know. What is wrong with it is said elsewhere. */
export function entryText(json: unknown, field: 'username' | 'moduleId'): string | undefined {
  const value = isJsonObject(json) ? json[field] : undefined;
  if (typeof value !== 'string' || value === '' || value.length > LONGEST) return undefined;
  return value.isWellFormed() && !value.includes('\0') ? value : undefined;
}
