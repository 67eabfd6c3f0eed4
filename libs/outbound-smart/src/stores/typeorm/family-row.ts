import type { GrantDetails } from '../authorization-code.store.js';
import type { TokenFamily } from '../token-family.store.js';

/** Columns every statement about token families returns. */
export const FAMILY_COLUMNS =
  'grant_id, client_id, user_pid, generation, generation_issued_at, details, refresh_expires_at';

/** A row of {@link FAMILY_COLUMNS}. */
export interface FamilyRow {
  grant_id: string;
  client_id: string;
  user_pid: string;
  generation: number;
  generation_issued_at: Date | null;
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
