/** A place in the log, from which on it is read backwards. */
export interface AuditPosition {
  /** In milliseconds since 1970; records have no more of the time. */
  readonly at: number;
  /** UUID of the record: those of one millisecond are in its order. */
  readonly id: string;
}

/** Milliseconds that both JavaScript and PostgreSQL can hold: up to the year 9999. */
const LATEST = 253_402_300_799_999;
const FORM = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The position as a cursor: opaque to callers, and nothing but a position. */
export function auditCursor({ at, id }: AuditPosition): string {
  return Buffer.from(`${String(at)}.${id}`).toString('base64url');
}

/**
 * The position that a cursor stands for; `undefined` for every text that {@link auditCursor} does not write (V-85). A forged one that has the form
 * leads to another place of the same search, which its author could have asked for anyhow.
 */
export function readAuditCursor(cursor: string): AuditPosition | undefined {
  const text = cursor.length <= 100 ? Buffer.from(cursor, 'base64url').toString() : '';
  const [, at, id] = FORM.exec(text) ?? [];
  if (at === undefined || id === undefined) return undefined;
  const position = { at: Number(at), id };
  return position.at <= LATEST && auditCursor(position) === cursor ? position : undefined;
}
