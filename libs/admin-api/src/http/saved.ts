import type { BulkNotes } from '#protocol/administration/bulk-change';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { versioned, type Answer, type Shown } from './answer.js';
import { settled } from './refused-change.js';

/** What every command that saves something says of what it did. */
interface Saved extends BulkNotes {
  readonly kind: 'created' | 'changed' | 'unchanged';
}

/**
 * The answer to a call that saved something: 201 for what is new, else 200; in both cases with the whole object.
 * @param unknown says that there is no such thing
 * @throws ApiError — the change was refused
 */
export function savedAnswer<Saving extends Saved>(
  saving: Saving | ChangeRefusal,
  unknown: string,
  shown: (saved: Saving) => Shown,
): Answer {
  const saved = settled(saving, unknown);
  const { json, version } = shown(saved);
  return versioned(saved.kind === 'created' ? 201 : 200, json, version, saved);
}
