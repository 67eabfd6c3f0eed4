import type { ExternalHolder, ExternalRefusal } from '../external-accounts.port.js';
import type { ExternalRow } from '../stores/external-identity.store.js';

/** An administrator may have made another account since, for the same name. */
export function mayClaim({ claimsUntaken }: Pick<ExternalHolder, 'claimsUntaken'>, known: ExternalRow): boolean {
  return known.is_deleted && claimsUntaken === true;
}

/** Why the holder of an account is not let in, whoever vouches for them. */
export function refusalOf(known: ExternalRow): ExternalRefusal | undefined {
  const { account_locked, account_disabled, is_system_user, is_deleted } = known;
  if (is_deleted) return 'deleted';
  if (account_locked) return 'locked';
  return account_disabled || is_system_user ? 'disabled' : undefined;
}
