import type { PendingClaim } from '../pending-authorization.store.js';

/**
 * The statement that claims a waiting request, for the statement that answers it. $2 is the module; the values of {@link claimValues} stand
 * from parameter `first` on.
 */
export function claimPending(first: number): string {
  return `
    UPDATE pending_authorization SET consumed_at = gatehouse_now()
     WHERE handle_hash = $${first} AND module_id = $2 AND browser_hash = $${first + 1}
       AND consumed_at IS NULL AND expires_at > gatehouse_now()
    RETURNING handle_hash`;
}

/** Whether the answer may be given: there was nothing to claim, or it was claimed, as the one row of `claimed`. */
export function isFreeToAnswer(claimed: string, first: number): string {
  return `($${first}::text IS NULL OR EXISTS (SELECT 1 FROM ${claimed}))`;
}

/** The values of {@link claimPending}, in order. */
export function claimValues(pending: PendingClaim | undefined): unknown[] {
  return [pending?.handleHash ?? null, pending?.browserHash ?? null];
}
