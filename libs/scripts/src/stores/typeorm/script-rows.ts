import type { ScriptEventKind, StoredEvent, StoredScript, StoredSource, StoredVersion } from '../script.store.js';

/** A version as the database has it. */
export interface VersionRow {
  readonly number: number;
  readonly source_hash: string;
  readonly comment: string;
  readonly author: string;
  readonly saved_at: Date;
}

/** A script with its active version. */
export interface ScriptRow extends VersionRow {
  readonly id: string;
  readonly description: string;
  readonly last_number: number;
  readonly version: number;
  readonly archived_at: Date | null;
}

/** What happened to a script. */
export interface EventRow {
  readonly kind: ScriptEventKind;
  readonly number: number;
  readonly comment: string;
  readonly author: string;
  readonly at: Date;
}

/** The version that a row stands for. */
export function versionOf({
  number,
  source_hash: hash,
  comment,
  author,
  saved_at: savedAt,
}: VersionRow): StoredVersion {
  return { number, hash, comment, author, savedAt };
}

/** The script that a row stands for. */
export function scriptOf(row: ScriptRow): StoredScript {
  const { id: scriptId, description, last_number: lastNumber, version, archived_at: archivedAt } = row;
  const script = { scriptId, description, active: versionOf(row), lastNumber, version };
  return archivedAt === null ? script : { ...script, archivedAt };
}

/** The same with its source. */
export function sourceOf(row: ScriptRow & { readonly source: string }): StoredSource {
  return { script: scriptOf(row), source: row.source };
}

/** The event that a row stands for. */
export function eventOf({ kind, number, comment, author, at }: EventRow): StoredEvent {
  return { kind, number, comment, author, at };
}
