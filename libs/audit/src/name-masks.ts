import { createHmac, type KeyObject } from 'node:crypto';
import type { KeyDerivation } from './key-derivation.js';

/** Letters of a mask after its prefix: enough to tell names apart, and worth nothing without the key. */
const LENGTH = 12;

/**
 * Masks of what was typed as a user name that nobody may have. People type their password there, and the log is read by many and kept for long;
 * what was typed again, in any case, has the same mask, so that repeated attempts are seen.
 */
export class NameMasks {
  readonly #key: KeyObject;

  constructor(secrets: KeyDerivation) {
    this.#key = secrets.derive('names of nobody');
  }

  /** `unknown:` and 12 hexadecimal digits; undefined for no name. */
  mask(typed: string | undefined): string | undefined {
    const name = typed?.normalize('NFKC').trim().toLowerCase();
    if (name === undefined || name === '') return undefined;
    return `unknown:${createHmac('sha256', this.#key).update(name).digest('hex').slice(0, LENGTH)}`;
  }
}
