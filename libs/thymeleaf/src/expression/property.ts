import { isRefusedName } from './refused-names.js';
import { ENTRIES, FragmentValue, MarkupText, NoOperation, PRINTED, type Value, type ValueRecord } from '../value.js';

/** The property of a value by its name; undefined where such a value has no property of the name. A map's missing key is null. */
export function propertyOf(value: Value, name: string): Value | undefined {
  if (isRefusedName(name)) return undefined;
  if (typeof value === 'string') return textProperty(value, name);
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof MarkupText) return textProperty(value.markup, name);
  if (value instanceof Date) return name === 'time' ? value.getTime() : undefined;
  if (Array.isArray(value)) return listProperty(value as readonly Value[], name);
  if (value instanceof Set) return sizeProperty((value as ReadonlySet<Value>).size, name);
  return isRecord(value) ? recordProperty(value, name) : undefined;
}

/** What the map says of itself where it has no entry of the name: `size`, `empty`, `keys`, `values`. */
function recordProperty(record: ValueRecord, name: string): Value {
  const own = ownEntry(record, name);
  if (own !== undefined) return own;
  const entry = record[ENTRIES] && ownEntry(record[ENTRIES], name);
  return entry === undefined ? (selfProperty(record, name) ?? null) : entry;
}

export function ownEntry(record: ValueRecord, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function selfProperty(record: ValueRecord, name: string): Value | undefined {
  if (PRINTED in record && (name === 'length' || name === 'empty')) return textProperty(record[PRINTED], name);
  if (name === 'keySet' || name === 'keys') return new Set(Object.keys(record));
  if (name === 'values') return Object.values(record);
  return name === 'length' ? undefined : sizeProperty(Object.keys(record).length, name);
}

function listProperty(list: readonly Value[] & { readonly [ENTRIES]?: ValueRecord }, name: string): Value | undefined {
  if (name === 'first') return list[0] ?? null;
  if (name === 'last') return list.at(-1) ?? null;
  const entry = list[ENTRIES] && ownEntry(list[ENTRIES], name);
  return (
    entry ??
    sizeProperty(list.length, name) ??
    (list[ENTRIES] ? (selfProperty(list[ENTRIES], name) ?? null) : undefined)
  );
}

function sizeProperty(size: number, name: string): Value | undefined {
  if (name === 'size' || name === 'length') return size;
  return name === 'empty' || name === 'isEmpty' ? size === 0 : undefined;
}

function textProperty(text: string, name: string): Value | undefined {
  if (name === 'length') return text.length;
  if (name === 'blank') return text.trim() === '';
  return name === 'empty' || name === 'isEmpty' ? text === '' : undefined;
}

/** Whether a value is a map or a bean, and not one of the other things that are objects. */
export function isRecord(value: Value): value is ValueRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  if (value instanceof Date || value instanceof Set || value instanceof MarkupText) return false;
  return !(value instanceof FragmentValue) && !(value instanceof NoOperation);
}

/** What kind of thing a value is, for a message that repeats nothing of it. */
export function kindOf(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string' || value instanceof MarkupText) return 'a text';
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'boolean') return 'a boolean';
  if (value instanceof Date) return 'a date';
  if (value instanceof FragmentValue) return 'a fragment';
  return Array.isArray(value) ? 'a list' : value instanceof Set ? 'a set' : 'a map';
}
