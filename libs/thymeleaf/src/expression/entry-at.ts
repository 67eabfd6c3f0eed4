import { printed } from '../printed.js';
import { ENTRIES, PRINTED, type Value, type ValueRecord } from '../value.js';
import { plain, type Run } from './node.js';
import { isRecord, propertyOf } from './property.js';

/** `value[key]`: an item of a list, an entry of a map, a character of a text; undefined where the value has no such thing. */
export function entryAt(run: Run, value: Value, given: Value): Value | undefined {
  const key = plain(given);
  if (typeof value === 'string') return characterAt(value, key);
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return itemAt(run, value as readonly Value[], key);
  const text = printed(key, run.scope);
  if (!isRecord(value)) return propertyOf(value, text);
  if (typeof key === 'number' && key === 0 && PRINTED in value && !Object.hasOwn(value, '0')) return value[PRINTED];
  return propertyOf(value, text);
}

function itemAt(
  run: Run,
  list: readonly Value[] & { readonly [ENTRIES]?: ValueRecord },
  key: Value,
): Value | undefined {
  if (typeof key === 'number') return Number.isInteger(key) && key >= 0 && key < list.length ? list[key] : undefined;
  const text = printed(key, run.scope);
  return /^[0-9]{1,9}$/.test(text) && !list[ENTRIES] ? list[Number(text)] : propertyOf(list, text);
}

function characterAt(text: string, key: Value): Value | undefined {
  return typeof key === 'number' && Number.isInteger(key) && key >= 0 && key < text.length
    ? text.charAt(key)
    : undefined;
}
