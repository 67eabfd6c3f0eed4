import type { DecisionTrace } from '../decision/decision-trace.js';

/**
 * Notes the scopes of a token that comes out of an earlier grant: those it keeps or that lie within it, and those the request left out
 * (ruling 54). Why the grant has them is on the record of its code.
 */
export function noteScopesOfGrant(granted: readonly string[], kept: readonly string[], trace: DecisionTrace): void {
  for (const value of kept) {
    const ruleId = granted.includes(value) ? 'scope.kept-from-grant' : 'scope.within-grant';
    trace.add({ kind: 'scope', value, outcome: 'granted', ruleId, source: 'grant' });
  }
  for (const value of granted.filter((scope) => !kept.includes(scope))) {
    trace.add({ kind: 'scope', value, outcome: 'dropped', ruleId: 'scope.narrowed-by-request', source: 'request' });
  }
}

/** Notes the scopes that a grant has lost because its client may no longer have them (ruling 54). */
export function noteScopesTakenAway(
  granted: readonly string[],
  standing: readonly string[],
  trace: DecisionTrace,
): void {
  for (const value of granted.filter((scope) => !standing.includes(scope)))
    trace.add({ kind: 'scope', value, outcome: 'dropped', ruleId: 'scope.taken-from-client', source: 'client' });
}
