import { LockoutOptions } from '../../libs/inbound-security/src/attempts/lockout.options.js';

/** The defaults with some of them changed. */
export function lockout(change: Partial<LockoutOptions>): LockoutOptions {
  return Object.assign(new LockoutOptions(), change);
}
