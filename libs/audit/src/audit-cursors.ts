import { createHmac, type KeyObject } from 'node:crypto';
import { equalInConstantTime } from '#protocol/constant-time';
import type { KeyDerivation } from './key-derivation.js';

/** A place in the log, from which on it is read backwards. */
export interface AuditPosition {
  /** In milliseconds since 1970; records have no more of the time. */
  readonly at: number;
  /** UUID of the record: those of one millisecond are in its order. */
  readonly id: string;
}

const CURSOR = /^([\w-]{1,100})\.([\w-]{43})$/;
const POSITION = /^(\d+)\.([0-9a-f-]{36})$/;

/** Positions as cursors, sealed with a key of the server: no text leads into the log that it did not write (V-85). */
export class AuditCursors {
  readonly #key: KeyObject;

  constructor(secrets: KeyDerivation) {
    this.#key = secrets.derive('audit-cursors');
  }

  write({ at, id }: AuditPosition): string {
    const text = Buffer.from(`${String(at)}.${id}`).toString('base64url');
    return `${text}.${this.#seal(text)}`;
  }

  /** The position that a cursor stands for; undefined for every text that {@link write} did not write. */
  read(cursor: string): AuditPosition | undefined {
    const [, text = '', seal = ''] = CURSOR.exec(cursor) ?? [];
    if (!equalInConstantTime(seal, this.#seal(text))) return undefined;
    const [, at, id] = POSITION.exec(Buffer.from(text, 'base64url').toString()) ?? [];
    return at === undefined || id === undefined ? undefined : { at: Number(at), id };
  }

  #seal(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}
