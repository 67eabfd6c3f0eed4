import { brotliDecompressSync } from 'node:zlib';
import { commonPasswordList } from './common-password-list.js';

let list: string | undefined;

/** Whether many people use a password; it is given in lower case, in compatibility form (NFKC). Nobody is asked: the list is part of the server. */
export function isCommonPassword(text: string): boolean {
  if (text.includes('\n')) return false;
  // One text of 200 KB is searched in less time than a set of its lines would need in memory; it is read when it is first needed.
  list ??= `\n${brotliDecompressSync(Buffer.from(commonPasswordList, 'base64')).toString('latin1')}\n`;
  return list.includes(`\n${text}\n`);
}
