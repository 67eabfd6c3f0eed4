import type { KeyLife } from '#protocol/keys/key-life';
import type { ImportedKey } from '../keys/imported-key.js';

/** A key ready for use, and when it may be used for what. */
export type LivingKey = ImportedKey & KeyLife;

/** A key of a set that the configuration gives: it signs as long as it stands there. */
export function alwaysLiving(key: ImportedKey): LivingKey {
  return { ...key, longestTokenSeconds: 0, ...(key.sign && { signsFrom: new Date(0) }) };
}
