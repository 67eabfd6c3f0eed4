import type { GrantDetails } from '../authorization-code.store.js';
import type { NewTokenFamily } from '../new-token-family.js';
import type { TokenFamily } from '../token-family.store.js';

/** Columns every statement about token families returns. */
export const FAMILY_COLUMNS =
  'grant_id, client_id, user_pid, generation, generation_issued_at, details, refresh_expires_at';

/**
 * The statement that starts the family of the one row in `source` (grant_id, client_id, user_pid, details). $2 is the module; the values of
 * {@link familyValues} stand from parameter `first` on.
 */
export function startFamily(source: string, first: number): string {
  const [handleHash, allowed, refreshSeconds, accessSeconds, more] = [0, 1, 2, 3, 4].map(
    (offset) => `$${first + offset}`,
  );
  const refreshes = `${allowed} AND details->>'refresh' <> 'none'`;
  return `
    INSERT INTO token_family (grant_id, module_id, client_id, user_pid, sid, handle_hash, generation, generation_issued_at,
           details, refresh_allowed, online, created_at, refresh_expires_at, expires_at)
    SELECT grant_id, $2, client_id, user_pid, details->>'sid', CASE WHEN ${refreshes} THEN ${handleHash} END, 1, gatehouse_now(),
           details || ${more}::jsonb, ${refreshes}, details->>'refresh' = 'online', gatehouse_now(),
           CASE WHEN ${refreshes} THEN gatehouse_now() + make_interval(secs => ${refreshSeconds}) END,
           gatehouse_now() + make_interval(secs => CASE WHEN ${refreshes}
                                                        THEN greatest(${refreshSeconds}, ${accessSeconds}) + ${accessSeconds}
                                                        ELSE ${accessSeconds} END)
      FROM ${source}`;
}

/** The values {@link startFamily} needs, in order. */
export function familyValues(family: NewTokenFamily): unknown[] {
  const { handleHash, refreshAllowed, refreshLifetimeSeconds, accessLifetimeSeconds, confirmation } = family;
  return [
    handleHash,
    refreshAllowed,
    refreshLifetimeSeconds,
    accessLifetimeSeconds,
    confirmation ? { confirmation } : {},
  ];
}

/** A row of {@link FAMILY_COLUMNS}. */
export interface FamilyRow {
  grant_id: string;
  client_id: string;
  user_pid: string;
  generation: number;
  generation_issued_at: Date | null;
  /** With the generation whose claim was undone last. */
  details: GrantDetails;
  refresh_expires_at: Date | null;
}

/** The family a row stands for. */
export function toFamily(row: FamilyRow): TokenFamily {
  return {
    grantId: row.grant_id,
    clientId: row.client_id,
    userPid: Number(row.user_pid),
    generation: row.generation,
    details: row.details,
    ...(row.generation_issued_at && { refreshIssuedAt: row.generation_issued_at }),
    ...(row.refresh_expires_at && { refreshExpiresAt: row.refresh_expires_at }),
  };
}
