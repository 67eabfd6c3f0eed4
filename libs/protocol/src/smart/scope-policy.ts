import type { ClientDefinition } from '../client/client.js';
import type { Decision, DecisionTrace } from '../decision/decision-trace.js';
import { OAuthError, type OAuthErrorOptions } from '../oauth2/oauth-error.js';
import { areEquivalentScopes } from './scope-equivalence.js';
import { type ScopeCoverage, scopeCoverage } from './scope-coverage.js';
import { looksClinical, parseSmartScope } from './smart-scope.js';

/** What decides about the scopes of one request. */
export interface ScopeDecisionInput {
  /** Undefined asks for the client's whole list (ruling 9), an empty list for nothing but what is granted automatically. */
  readonly requested: readonly string[] | undefined;
  readonly client: Pick<ClientDefinition, 'scopes' | 'autoGrantScopes' | 'fixedScope'>;
  readonly trace: DecisionTrace;
  /** True refuses the whole request when one scope is outside the client's list, in the product's words. Default: that scope is dropped. */
  readonly strict?: boolean;
}

/**
 * The scopes a client may have of those it asked for, in the spelling it asked with, then those it is always granted. The person's approval
 * and permissions narrow them further; nothing here adds a right.
 * @throws OAuthError invalid_scope — scopes were asked for and none is left, or `strict` and one is outside the list
 * @see RFC 6749 §3.3; STD X21; ruling 39
 */
export function decideScopes(input: ScopeDecisionInput): readonly string[] {
  const chosen = input.client.fixedScope ? fixedScopes(input) : requestedScopes(input);
  const automatic = input.client.autoGrantScopes.filter((scope) => !isAmong(chosen, scope));
  return [...new Set([...chosen, ...readable(automatic, 'added', 'scope.auto-grant', input.trace)])];
}

/**
 * What a request stands for, whatever is decided about it: the scopes that it names, or the client's whole list where it names none (ruling 9); that
 * as well where the client's scope is fixed. What a client is always granted nobody asked for.
 */
export function scopesAskedFor(
  named: readonly string[],
  { scopes, fixedScope }: Pick<ClientDefinition, 'scopes' | 'fixedScope'>,
): readonly string[] {
  return named.length === 0 || fixedScope ? [...named, ...scopes] : named;
}

/** Whatever the spelling: what was asked for in version 1 need not be added once more in version 2 (STD S4). */
function isAmong(chosen: readonly string[], scope: string): boolean {
  return chosen.some((one) => areEquivalentScopes(one, scope));
}

/** A client with a fixed scope gets its whole list, whatever it asks for. */
function fixedScopes({ requested, client, trace }: ScopeDecisionInput): readonly string[] {
  const ignored = (requested ?? []).filter((scope) => !client.scopes.includes(scope));
  for (const value of ignored) {
    trace.add({ kind: 'scope', value, outcome: 'dropped', ruleId: 'scope.fixed', source: 'client' });
  }
  return readable(client.scopes, 'granted', 'scope.fixed', trace);
}

function requestedScopes({ requested, client, trace, strict }: ScopeDecisionInput): readonly string[] {
  if (requested === undefined) return readable(client.scopes, 'granted', 'scope.none-requested', trace);
  const allowed = scopeCoverage([...client.scopes, ...client.autoGrantScopes]);
  const kept = requested.filter((scope) => isAllowed(scope, allowed, trace));
  const refused = requested.filter((scope) => !kept.includes(scope));
  if (refused.length > 0 && strict === true)
    throw refusal(`Invalid scope: ${shortList(refused)}`, { isVerbatim: true });
  if (refused.length > 0 && kept.length === 0) throw refusal(`The client may not use: ${shortList(refused)}`);
  return kept;
}

function isAllowed(value: string, allowed: ScopeCoverage, trace: DecisionTrace): boolean {
  const by = allowed(value);
  if (by === undefined) {
    const ruleId = isReadable(value) ? 'scope.not-on-client-list' : 'scope.malformed';
    trace.add({ kind: 'scope', value, outcome: 'dropped', ruleId, source: 'client' });
    return false;
  }
  trace.add({ kind: 'scope', value, outcome: 'granted', ruleId: 'scope.on-client-list', source: `client:${by}` });
  return true;
}

/** Those of the client's own scopes that can be read, each noted in the trace. */
function readable(
  scopes: readonly string[],
  outcome: Decision['outcome'],
  ruleId: string,
  trace: DecisionTrace,
): readonly string[] {
  for (const value of scopes) {
    const decided = isReadable(value)
      ? { outcome, ruleId }
      : { outcome: 'dropped' as const, ruleId: 'scope.malformed' };
    trace.add({ kind: 'scope', value, source: 'client', ...decided });
  }
  return scopes.filter(isReadable);
}

/** A clinical scope that cannot be read is never granted, whoever lists it (STD S3). */
function isReadable(scope: string): boolean {
  return !looksClinical(scope) || parseSmartScope(scope) !== undefined;
}

/**
 * The scopes of a refreshed token: all that was granted, or the equal or smaller set that the client asks for.
 * @throws OAuthError invalid_scope — something is asked for that was not granted
 * @see RFC 6749 §6; STD X10, F3, V-30
 */
export function narrowScopes(granted: readonly string[], requested: readonly string[] | undefined): readonly string[] {
  if (requested === undefined || requested.length === 0) return granted;
  const coveredBy = scopeCoverage(granted);
  const beyond = requested.filter((scope) => coveredBy(scope) === undefined);
  if (beyond.length > 0) {
    throw refusal(`A refresh cannot add scopes; not granted before: ${shortList(beyond)}`);
  }
  return [...new Set(requested)];
}

function refusal(description: string, options: OAuthErrorOptions = {}): OAuthError {
  return new OAuthError('invalid_scope', description, { parameter: 'scope', ...options });
}

/** A few names for an error text; the characters were checked when the scope parameter was read. */
function shortList(scopes: readonly string[]): string {
  const text = scopes.join(' ');
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
