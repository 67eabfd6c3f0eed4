import type { Sql } from '#database/sql.port';
import { pageOf, portionOf, type Page, type PageRequest } from '#protocol/administration/page';
import {
  MOST_VERSIONS,
  type ChangeHistory,
  type ChangeReason,
  type HistoryEntry,
  type HistoryOf,
  type RecordedChange,
} from './change-history.port.js';
import { FIND, INSERT, INSERT_PRESENT, LIST, PRUNE, type HistoryRow } from './stores/history-statements.js';

/** {@link ChangeHistory} in the table object_version. */
export class StoredHistory implements ChangeHistory {
  constructor(private readonly sql: Sql) {}

  async record(sql: Sql, changes: readonly RecordedChange[], { author, comment }: ChangeReason): Promise<void> {
    if (changes.length === 0) return;
    const rows = changes.map(({ kind, moduleId, objectId, action, fields, before, after }) => ({
      ...{ kind, module_id: moduleId, object_id: objectId, action, fields },
      ...{ before: before ?? null, json: after },
    }));
    const all = JSON.stringify(rows);
    await sql.query(INSERT_PRESENT, [all]);
    await sql.query(INSERT, [all, author.actor, author.userPid ?? null, comment ?? null]);
    await sql.query(PRUNE, [all, MOST_VERSIONS]);
  }

  async list({ kind, moduleId, objectId }: HistoryOf, page: PageRequest): Promise<Page<HistoryEntry>> {
    const { offset, limit } = portionOf(page);
    const rows = await this.sql.query<HistoryRow & { readonly total: number }>(LIST, [
      kind,
      moduleId,
      objectId,
      offset,
      limit,
    ]);
    return pageOf(rows.map(entryOf), rows[0]?.total ?? 0, page);
  }

  async find({ kind, moduleId, objectId }: HistoryOf, id: number): Promise<HistoryEntry | undefined> {
    if (!Number.isSafeInteger(id)) return undefined;
    const [row] = await this.sql.query<HistoryRow>(FIND, [kind, moduleId, objectId, id]);
    return row && entryOf(row);
  }
}

function entryOf({ id, action, at, actor, comment, fields, json }: HistoryRow): HistoryEntry {
  return { id, action, at, actor, fields, json, ...(comment !== null && { comment }) };
}
