import { readInstant } from '#protocol/json/read-instant';
import { JsonFields, type FieldProblem } from '#protocol/json/json-fields';
import type { AuditCursors } from './audit-cursors.js';
import type { AuditSearch } from './audit-query.port.js';
import { auditKinds, auditOutcomes } from './audit.port.js';
import type { AuditFilter, AuditPortion } from './stores/audit-search.store.js';

/** Most records of one part, and how many it has unless told. */
const MOST = 500;
const USUAL = 100;
/** Filters that are compared as they are. */
const TEXTS = ['clientId', 'username', 'moduleId', 'jti', 'errorReference', 'flowId'] as const;

/** A search that can be made, or everything that is wrong with it. */
export type ReadAuditSearch =
  | { readonly kind: 'read'; readonly portion: AuditPortion }
  | { readonly kind: 'refused'; readonly problems: readonly FieldProblem[] };

/** Reads what is looked for; unset and empty texts do not count. */
export function readAuditSearch(search: AuditSearch, cursors: Pick<AuditCursors, 'read'>): ReadAuditSearch {
  const fields = new JsonFields(search);
  const [from, to] = [readInstant(fields, 'from'), readInstant(fields, 'to')];
  if (from !== undefined && to !== undefined && from >= to)
    fields.refuse('to', 'is not after from', 'Give a later one');
  const filter = readFilter(fields);
  const pageSize = readNumber(fields, 'pageSize', MOST) ?? USUAL;
  const cursor = readCursor(fields, cursors);
  const problems = fields.problems();
  if (problems.length > 0) return { kind: 'refused', problems };
  return {
    kind: 'read',
    portion: { filter, pageSize, ...(from && { from }), ...(to && { to }), ...(cursor && { cursor }) },
  };
}

type Entry = readonly [name: string, value: string | number | undefined];

function readFilter(fields: JsonFields): AuditFilter {
  const texts = TEXTS.map((name): Entry => [name, fields.text(name, { maxLength: 250 })]);
  const all: readonly Entry[] = [
    ['kind', readWord(fields, 'kind', auditKinds)],
    ...texts,
    ['outcome', readWord(fields, 'outcome', auditOutcomes)],
    ['userPid', readNumber(fields, 'userPid', Number.MAX_SAFE_INTEGER)],
  ];
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/** A misspelt word would find nothing, and whoever searches would believe that nothing has happened. */
function readWord(fields: JsonFields, name: 'kind' | 'outcome', words: readonly string[]): string | undefined {
  const word = fields.text(name, { maxLength: 100 });
  if (word === undefined || words.includes(word)) return word;
  fields.refuse(name, `is no ${name}`, `Use ${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`);
  return undefined;
}

function readNumber(fields: JsonFields, name: 'pageSize' | 'userPid', most: number): number | undefined {
  const text = fields.text(name, { maxLength: 16 });
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= most) return value;
  fields.refuse(name, `is no whole number from 1 to ${String(most)}`, 'Write digits only');
  return undefined;
}

function readCursor(fields: JsonFields, cursors: Pick<AuditCursors, 'read'>) {
  const text = fields.text('cursor', { maxLength: 200 });
  const position = text === undefined ? undefined : cursors.read(text);
  if (text !== undefined && position === undefined)
    fields.refuse('cursor', 'is none that this server gave', 'Send nextCursor as it came, or leave it out');
  return position;
}
