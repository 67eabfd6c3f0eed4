import { ENTRIES, PRINTED, printedRecord, recordOf, type Value, type ValueRecord } from '../value.js';
import { isRecord } from './property.js';

/** What a loop walks over: the items of a list or a set, the entries of a map as `{key, value}`, nothing for null, else the one value itself; a record that stands for a text is one value. */
export function itemsOf(value: Value): readonly Value[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value as readonly Value[];
  if (value instanceof Set) return [...(value as ReadonlySet<Value>)];
  return isRecord(value) && !(PRINTED in value) ? entriesOf(value) : [value];
}

/** The entries of a map as records `{key, value}` that print as `key=value` where the value is a plain one. */
export function entriesOf(record: ValueRecord): readonly Value[] {
  return Object.entries(record[ENTRIES] ?? record).map(([key, value]) => entryOf(key, value));
}

function entryOf(key: string, value: Value): ValueRecord {
  const entry = [['key', key] as const, ['value', value] as const];
  const text = plainText(value);
  return text === undefined ? recordOf(entry) : printedRecord(entry, `${key}=${text}`);
}

function plainText(value: Value): string | undefined {
  if (typeof value !== 'object') return String(value);
  if (value === null) return 'null';
  return PRINTED in value ? value[PRINTED] : undefined;
}
