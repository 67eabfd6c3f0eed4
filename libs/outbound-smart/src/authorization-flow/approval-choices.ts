import type { ClientDefinition } from '#protocol/client/client';
import type { DecisionTrace } from '#protocol/decision/decision-trace';
import { includesScope } from '#protocol/smart/scope-name';
import { scopeCoverage } from '#protocol/smart/scope-coverage';

/** What the person answered on the approval page. */
export interface ApprovalDecision {
  readonly approved: boolean;
  /** The optional scopes that were left ticked. */
  readonly scopes: readonly string[];
}

/** A scope on the approval page. */
export interface ScopeChoice {
  readonly scope: string;
  /** Cannot be unticked: the app gets it without asking, or sign-in makes no sense without it. */
  readonly required: boolean;
}

/** What an answer does to the approval that is remembered for later requests: what was decided last counts (B-15). */
export type ApprovalMemory =
  | { readonly kind: 'keep' }
  /** Of the scopes that were shown only the approved ones stay; those that were not shown stay as they are. */
  | { readonly kind: 'replace'; readonly shown: readonly string[]; readonly approved: readonly string[] }
  | { readonly kind: 'forget' };

/** What an approval is about. */
export interface ApprovalFacts {
  readonly client: ClientDefinition;
  readonly grantable: readonly string[];
  readonly trace: DecisionTrace;
}

/** The scopes the approval page shows: those approved automatically only when the client asks for approval every time. */
export function scopeChoices({ client, grantable }: Omit<ApprovalFacts, 'trace'>): readonly ScopeChoice[] {
  const automatic = automaticAmong({ client, grantable });
  const shown = grantable.filter((scope) => client.alwaysRequireApproval || !automatic.has(scope));
  return shown.map((scope) => ({ scope, required: includesScope([scope], 'openid') || automatic.has(scope) }));
}

/** Those that the client's list approves: what covers a scope there approves it, too, in either version (ruling 39). */
export function automaticAmong({ client, grantable }: Omit<ApprovalFacts, 'trace'>): ReadonlySet<string> {
  const approvedBy = scopeCoverage(client.autoApproveScopes);
  return new Set(grantable.filter((scope) => approvedBy(scope) !== undefined));
}

/** What an approved page leaves of the grantable scopes; the trace tells what became of each. */
export function chosenScopes(facts: ApprovalFacts, decision: ApprovalDecision): readonly string[] {
  const choices = new Map(scopeChoices(facts).map((choice) => [choice.scope, choice]));
  const ticked = new Set(decision.scopes);
  return facts.grantable.filter((value) => {
    const choice = choices.get(value);
    const rule = ruleOf(choice, ticked.has(value));
    const source = choice === undefined ? 'client' : 'person';
    const outcome = rule === 'unticked' ? 'dropped' : 'granted';
    facts.trace.add({ kind: 'scope', value, outcome, ruleId: `approval.${rule}`, source });
    return outcome === 'granted';
  });
}

function ruleOf(choice: ScopeChoice | undefined, isTicked: boolean): 'automatic' | 'required' | 'ticked' | 'unticked' {
  if (choice === undefined) return 'automatic';
  if (choice.required) return 'required';
  return isTicked ? 'ticked' : 'unticked';
}

/** Notes why nothing had to be asked: the client's list of automatic approvals, or an earlier answer of the person. */
export function noteSilentApproval({ client, grantable, trace }: ApprovalFacts): void {
  const automatic = automaticAmong({ client, grantable });
  for (const value of grantable) {
    const why = automatic.has(value)
      ? { ruleId: 'approval.automatic', source: 'client' }
      : { ruleId: 'approval.remembered', source: 'person' };
    trace.add({ kind: 'scope', value, outcome: 'granted', ...why });
  }
}

/** Notes a denial: none of the scopes is granted. */
export function noteDenial({ grantable, trace }: ApprovalFacts): void {
  for (const value of grantable) {
    trace.add({ kind: 'scope', value, outcome: 'refused', ruleId: 'approval.denied', source: 'person' });
  }
}

/**
 * What an approved page leaves to be remembered. A client that does not remember gets nothing kept, but what was unticked there is not to
 * come back once it remembers again.
 */
export function memoryOf(facts: ApprovalFacts, scopes: readonly string[]): ApprovalMemory {
  const shown = scopeChoices(facts).map((choice) => choice.scope);
  const approved = shown.filter((scope) => scopes.includes(scope));
  if (facts.client.rememberApprovedScopes) return { kind: 'replace', shown, approved };
  return approved.length < shown.length ? { kind: 'forget' } : { kind: 'keep' };
}
