import type { ClientDefinition } from '../client/client.js';
import type { Decision, DecisionTrace } from '../decision/decision-trace.js';
import { scopeName } from './scope-name.js';

const ASKING_FOR_REFRESH: readonly string[] = ['online_access', 'offline_access'];

/**
 * The scopes without `online_access`, for a grant that no browser session stands behind: access that lasts as long as a session has no end
 * to wait for, and must not be promised.
 * @see SMART App Launch 2.2, "Scopes for requesting a refresh token"; STD F5
 */
export function withoutOnlineAccess(scopes: readonly string[], trace: DecisionTrace): readonly string[] {
  return without(['online_access'], scopes, { ruleId: 'scope.no-browser-session', source: 'grant' }, trace);
}

/**
 * The scopes without those that ask for a refresh token, for a grant that never gives one: nobody is asked for what will not happen.
 * @see RFC 6749 §4.2.2; STD RFC6749-13
 */
export function withoutRefreshAccess(scopes: readonly string[], trace: DecisionTrace): readonly string[] {
  return without(ASKING_FOR_REFRESH, scopes, { ruleId: 'scope.no-refresh-token', source: 'grant' }, trace);
}

/**
 * The scopes that a client can make use of: without those that ask for a refresh token where it may not refresh.
 * @see RFC 6749 §3.3; product reference 4.1
 */
export function usableScopes(
  { allowedGrantTypes }: Pick<ClientDefinition, 'allowedGrantTypes'>,
  scopes: readonly string[],
  trace: DecisionTrace,
): readonly string[] {
  if (allowedGrantTypes.includes('REFRESH_TOKEN')) return scopes;
  return without(ASKING_FOR_REFRESH, scopes, { ruleId: 'scope.client-cannot-refresh', source: 'client' }, trace);
}

function without(
  names: readonly string[],
  scopes: readonly string[],
  reason: Pick<Decision, 'ruleId' | 'source'>,
  trace: DecisionTrace,
): readonly string[] {
  return scopes.filter((value) => {
    if (!names.includes(scopeName(value))) return true;
    trace.add({ kind: 'scope', value, outcome: 'dropped', ...reason });
    return false;
  });
}
