import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

/**
 * One SHA-256 over the contents of files, named relative to the checkout's root, and any extra text the result depends on.
 * It does not depend on where the checkout lies.
 */
export function hashFiles(files, extra = '') {
  const hash = createHash('sha256').update(extra);
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(inRoot(file)));
  return hash.digest('hex');
}

/** Whether the stamp file holds this value; a missing stamp is simply "no". */
export function hasStamp(stampFile, value) {
  try {
    return readFileSync(stampFile, 'utf8').trim() === value;
  } catch {
    return false;
  }
}

/** Remembers that the work described by the value is done. Written last, so an interrupted run starts over. */
export function writeStamp(stampFile, value) {
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${value}\n`);
}
