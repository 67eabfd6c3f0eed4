import type { PendingAuthorization } from '../stores/pending-authorization.store.js';

/** Characters of the handle's hash that tie the audit records of one flow together: 132 bits, and no way back to the handle. */
const LENGTH = 22;

/** The id under which audit records of a waiting request are found (ruling 54). */
export function flowIdOf({ handleHash }: Pick<PendingAuthorization, 'handleHash'>): string {
  return handleHash.slice(0, LENGTH);
}
