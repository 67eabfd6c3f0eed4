import type { AuditRow } from './audit-row.js';

/** Escapes that PostgreSQL refuses in JSON: NUL and halves of a surrogate pair. Well-formed JSON writes them no other way. */
const suspicious = /\\u(?:0000|d[89a-f])/i;

/** A row as JSON that PostgreSQL accepts; characters it cannot store become U+FFFD. */
export function auditJson(row: AuditRow): string {
  const json = JSON.stringify(row);
  return suspicious.test(json) ? JSON.stringify(row, storable) : json;
}

function storable(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [storableText(name), member as unknown]));
}

function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
