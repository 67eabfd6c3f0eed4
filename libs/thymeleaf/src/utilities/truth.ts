import { MarkupText, type Value } from '../value.js';

const no = new Set(['false', 'off', 'no']);

/** What counts as false: null, false, 0 and the texts `false`, `off` and `no`. The empty text is true. */
export function isTrue(value: Value): boolean {
  if (value === null || value === false) return false;
  if (typeof value === 'number') return value !== 0;
  const text = value instanceof MarkupText ? value.markup : typeof value === 'string' ? value : undefined;
  return text === undefined || text.length > 64 || !no.has(text.trim().toLowerCase());
}
