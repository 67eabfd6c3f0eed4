import type { AuditQuery, AuditSearch } from '#audit/audit-query.port';
import type { JsonObject } from '#protocol/json/json-object';
import type { FileAnswer } from '../http/console-answer.js';

/** Most records of a file; the search goes on from where it ends. */
const MOST_RECORDS = 100_000;
const COLUMNS = [
  'at',
  'kind',
  'outcome',
  'moduleId',
  'clientId',
  'username',
  'userPid',
  'remoteAddress',
  'errorCode',
  'errorReference',
  'flowId',
  'jti',
  'id',
] as const;

/** The records that a search finds, newest first, as a file that is made while it is sent. */
export function auditFile(audit: AuditQuery, search: AuditSearch, form: 'csv' | 'json'): FileAnswer {
  const records = recordsOf(audit, search);
  return form === 'csv'
    ? { kind: 'file', fileName: 'audit-log.csv', mediaType: 'text/csv; charset=utf-8', body: csvLines(records) }
    : {
        kind: 'file',
        fileName: 'audit-log.json',
        mediaType: 'application/json; charset=utf-8',
        body: jsonLines(records),
      };
}

async function* recordsOf(audit: AuditQuery, search: AuditSearch): AsyncIterable<JsonObject> {
  let cursor = search.cursor;
  let count = 0;
  do {
    const part = await audit.read({ ...search, pageSize: '500', ...(cursor !== undefined && { cursor }) });
    if (part.kind === 'refused') return;
    yield* part.events;
    count += part.events.length;
    cursor = part.nextCursor;
  } while (cursor !== undefined && count < MOST_RECORDS);
}

async function* csvLines(records: AsyncIterable<JsonObject>): AsyncIterable<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const record of records) yield `${COLUMNS.map((name) => csvCell(record[name])).join(',')}\r\n`;
}

async function* jsonLines(records: AsyncIterable<JsonObject>): AsyncIterable<string> {
  let before = '[\n';
  for await (const record of records) {
    yield before + JSON.stringify(record);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** RFC 4180 §2. What a spreadsheet would take for a formula is kept from it by an apostrophe. */
export function csvCell(value: unknown): string {
  const text = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}
