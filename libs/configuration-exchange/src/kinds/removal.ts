import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { Removal } from '../exchanged-kind.js';

/** A refusal to take something away, as an exchange tells it. */
export function refusedRemoval(refusal: ChangeRefusal): Removal {
  return refusal.kind === 'forbidden' ? { kind: 'refused', problems: refusal.problems } : refusal;
}
