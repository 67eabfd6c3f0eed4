import type { ClientDefinition } from '../client/client.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { scopeCoverage } from './scope-coverage.js';
import { narrowScopes } from './scope-policy.js';

/**
 * The scopes of an earlier grant that its client may have today, by the rule of a new request: what was taken from a client ends at once, what it
 * gets back is there again.
 * @see RFC 7592 §2.2; ruling 39
 */
export function standingScopes(
  granted: readonly string[],
  { scopes, autoGrantScopes }: Pick<ClientDefinition, 'scopes' | 'autoGrantScopes'>,
): readonly string[] {
  const allowed = scopeCoverage([...scopes, ...autoGrantScopes]);
  return granted.filter((scope) => allowed(scope) !== undefined);
}

/** What a refresh is asked for, and what it can give. */
export interface ScopesToRefresh {
  readonly granted: readonly string[];
  /** Those of `granted` that the client may still have. */
  readonly standing: readonly string[];
  /** Undefined or empty asks for all. */
  readonly requested: readonly string[] | undefined;
}

/**
 * The scopes of a refreshed token. An app may repeat all that it was granted: what has been taken away since is left out.
 * @throws OAuthError invalid_scope — something was never granted, or nothing that is asked for stands
 * @see RFC 6749 §6; STD X10, F3, V-30
 */
export function refreshedScopes({ granted, standing, requested }: ScopesToRefresh): readonly string[] {
  const within = narrowScopes(granted, requested);
  const stands = scopeCoverage(standing);
  const kept = within.filter((scope) => stands(scope) !== undefined);
  if (kept.length > 0 || within.length === 0) return kept;
  throw new OAuthError('invalid_scope', 'The client may no longer have these scopes.', { parameter: 'scope' });
}
