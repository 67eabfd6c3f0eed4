import type { AcceptedGroup } from './accepted-group.js';

/** What becomes of a property that the product has. */
export type PropertyStatus = { readonly kind: 'supported' } | StatusWithReason;

/** Of what is not supported, why, and what to use instead. */
export interface StatusWithReason {
  /** `refused-when-true`: the module does not start where it is set to `true`. */
  readonly kind: 'without-effect' | 'refused-when-true';
  readonly reason: string;
  readonly instead?: string;
}

/** The status that a group gives its keys. */
export function statusOf({ reason, instead, refusedWhenTrue }: AcceptedGroup): StatusWithReason {
  const kind = refusedWhenTrue ? 'refused-when-true' : 'without-effect';
  return { kind, reason, ...(instead !== undefined && { instead }) };
}
