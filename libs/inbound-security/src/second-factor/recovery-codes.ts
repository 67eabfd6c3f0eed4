import { createHmac, type KeyObject } from 'node:crypto';
import type { Sql } from '#database/sql.port';
import { newRecoveryCodes } from '#protocol/second-factor/recovery-code';
import { countRecoveryCodes, replaceRecoveryCodes } from '../stores/recovery-code.store.js';

/** What is stored of a code: worth nothing for another person, nor without the key. */
export function recoveryCodeHash(key: KeyObject, pid: number, code: string): string {
  return createHmac('sha256', key)
    .update(`${String(pid)}|${code}`)
    .digest('base64url');
}

/** New codes in place of all that there were, inside the caller's transaction. */
export async function makeRecoveryCodes(sql: Sql, key: KeyObject, pid: number): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  await replaceRecoveryCodes(
    sql,
    pid,
    codes.map((code) => recoveryCodeHash(key, pid, code)),
  );
  return codes;
}

/** New codes where none is left, inside the caller's transaction; undefined where there are some. */
export async function firstRecoveryCodes(
  sql: Sql,
  key: KeyObject,
  pid: number,
): Promise<readonly string[] | undefined> {
  return (await countRecoveryCodes(sql, pid)) > 0 ? undefined : makeRecoveryCodes(sql, key, pid);
}
