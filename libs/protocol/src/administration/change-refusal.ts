import type { FieldProblem } from '../json/json-fields.js';

/** What keeps a change from being made. */
export type ChangeRefusal =
  | { readonly kind: 'refused'; readonly problems: readonly FieldProblem[] }
  /** The author would give away, or take over, what they do not hold themselves (V-100). */
  | { readonly kind: 'forbidden'; readonly problems: readonly FieldProblem[] }
  /** There is no such thing, or it was archived: what is archived stays so. */
  | { readonly kind: 'unknown' }
  /** Somebody else changed it meanwhile. */
  | { readonly kind: 'stale' };
