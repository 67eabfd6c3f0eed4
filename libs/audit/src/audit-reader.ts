import { instantText } from '#protocol/json/instant-text';
import { isJsonObject, type JsonObject } from '#protocol/json/json-object';
import type { AuditCursors } from './audit-cursors.js';
import type { AuditQuery, AuditSearch } from './audit-query.port.js';
import type { AuditRow } from './audit-row.js';
import { readAuditSearch } from './read-audit-search.js';
import type { AuditSearchStore } from './stores/audit-search.store.js';

/** {@link AuditQuery}. */
export class AuditReader implements AuditQuery {
  constructor(
    private readonly store: AuditSearchStore,
    private readonly cursors: AuditCursors,
  ) {}

  async read(search: AuditSearch): ReturnType<AuditQuery['read']> {
    const read = readAuditSearch(search, this.cursors);
    if (read.kind === 'refused') return read;
    const { rows, next } = await this.store.search(read.portion);
    return { kind: 'found', events: rows.map(eventJson), ...(next && { nextCursor: this.cursors.write(next) }) };
  }
}

/** A record as JSON: names as elsewhere in the API, absent values left out. The author of a change stands beside its particulars. */
function eventJson({ id, at, detail: stored, ...row }: AuditRow): JsonObject {
  const { author, detail } = apart(stored);
  const members = Object.entries({ ...row, author, detail })
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => [camelCase(column), value] as const);
  return { id, at: instantText(new Date(at)), ...Object.fromEntries(members) };
}

/** The author of a change is stored with its particulars. */
function apart(stored: unknown): { readonly author?: unknown; readonly detail?: JsonObject } {
  if (!isJsonObject(stored)) return {};
  const { author, ...detail } = stored;
  return { author, ...(Object.keys(detail).length > 0 && { detail }) };
}

function camelCase(column: string): string {
  return column.replaceAll(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
}
