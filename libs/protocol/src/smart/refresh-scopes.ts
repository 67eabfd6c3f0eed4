import type { DecisionTrace } from '../decision/decision-trace.js';
import { scopeName } from './scope-name.js';

/**
 * The scopes without `online_access`, for a grant that no browser session stands behind: access that lasts as long as a session has no end
 * to wait for, and must not be promised.
 * @see SMART App Launch 2.2, "Scopes for requesting a refresh token"; STD F5
 */
export function withoutOnlineAccess(scopes: readonly string[], trace: DecisionTrace): readonly string[] {
  return without(['online_access'], scopes, 'scope.no-browser-session', trace);
}

/**
 * The scopes without those that ask for a refresh token, for a grant that never gives one: nobody is asked for what will not happen.
 * @see RFC 6749 §4.2.2; STD RFC6749-13
 */
export function withoutRefreshAccess(scopes: readonly string[], trace: DecisionTrace): readonly string[] {
  return without(['online_access', 'offline_access'], scopes, 'scope.no-refresh-token', trace);
}

function without(
  names: readonly string[],
  scopes: readonly string[],
  ruleId: string,
  trace: DecisionTrace,
): readonly string[] {
  return scopes.filter((value) => {
    if (!names.includes(scopeName(value))) return true;
    trace.add({ kind: 'scope', value, outcome: 'dropped', ruleId, source: 'grant' });
    return false;
  });
}
