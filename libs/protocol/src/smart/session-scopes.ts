import type { DecisionTrace } from '../decision/decision-trace.js';
import { scopeName } from './scope-name.js';

/**
 * The scopes without `online_access`, for a grant that no browser session stands behind: access that lasts as long as a session has no end
 * to wait for, and must not be promised.
 * @see SMART App Launch 2.2, "Scopes for requesting a refresh token"; STD F5
 */
export function withoutOnlineAccess(scopes: readonly string[], trace: DecisionTrace): readonly string[] {
  return scopes.filter((value) => {
    if (scopeName(value) !== 'online_access') return true;
    trace.add({ kind: 'scope', value, outcome: 'dropped', ruleId: 'scope.no-browser-session', source: 'grant' });
    return false;
  });
}
