import type { AcceptedGroup } from './accepted-group.js';
import { isScriptKey } from './script-keys.js';

/** What becomes of a property that the product has. */
export type PropertyStatus = { readonly kind: 'supported' } | StatusWithReason;

/** Of what is not supported, why, and what to use instead. */
export interface StatusWithReason {
  /** `refused`: the module does not start with it, where it is set at all or where it is set to `true`. */
  readonly kind: 'without-effect' | 'refused-when-set' | 'refused-when-true';
  readonly reason: string;
  readonly instead?: string;
}

/** The status that a group gives its keys; those that name a script are refused, because one that does not run would be skipped in silence (ruling 53). */
export function statusIn({ reason, instead, refusedWhenTrue }: AcceptedGroup, key: string): StatusWithReason {
  const why = { reason, ...(instead !== undefined && { instead }) };
  if (isScriptKey(key)) return { kind: 'refused-when-set', ...why };
  return { kind: refusedWhenTrue ? 'refused-when-true' : 'without-effect', ...why };
}
