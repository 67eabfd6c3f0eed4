import { PRINTED, type Value } from '../value.js';

/** What a value is found by in a list or a map: dates by their moment, what stands for a text by that text. */
export function identityOf(value: Value): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.getTime();
  return PRINTED in value ? value[PRINTED] : value;
}

/** Whether all of them are among the items. Linear, however many there are. */
export function holdsAll(items: readonly Value[], wanted: readonly Value[]): boolean {
  const known = new Set(items.map(identityOf));
  return wanted.every((value) => known.has(identityOf(value)));
}
