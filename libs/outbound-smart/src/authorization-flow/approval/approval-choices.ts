import type { ClientDefinition } from '#protocol/client/client';
import type { Decision, DecisionTrace } from '#protocol/decision/decision-trace';
import { scopeParts, type ScopePart } from '#protocol/smart/scope-categories';
import { includesScope } from '#protocol/smart/scope-name';
import { scopeCoverage } from '#protocol/smart/scope-coverage';

type NoteParts = readonly [outcome: Decision['outcome'], ruleId: string, source: string];

/** What the person answered on the approval page. */
export interface ApprovalDecision {
  readonly approved: boolean;
  /** The optional scopes that were left ticked. */
  readonly scopes: readonly string[];
  /** Those that were refused in so many words: pages of skins have a yes and a no for each scope. */
  readonly refused?: readonly string[];
  /** The context that the page showed; absent in forms of older skins. */
  readonly contextTag?: string;
  /** Whether nothing of it is to be remembered. */
  readonly isForOnce?: boolean;
}

/** A scope on the approval page. */
export interface ScopeChoice {
  readonly scope: string;
  /** Cannot be unticked: the app gets it anyway, or sign-in makes no sense without it. A person who says no to it in so many words is heard all the same. */
  readonly required: boolean;
  /** Present where it was allowed already, and by whom: the page tells of it and asks nothing. */
  readonly allowedBy?: 'administrator' | 'person';
  /** Present where the person chooses among the parts of what was asked for. */
  readonly part?: { readonly of: string; readonly label: ScopePart['label'] };
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
  /** Scopes the client may get for this request, after the scope policy. */
  readonly grantable: readonly string[];
  /** Scopes the person approved earlier. */
  readonly remembered: readonly string[];
  /** Whether the person chooses the categories of scopes that have some (property `smart_granular_scope_selection`). */
  readonly choosesParts?: boolean;
  /** Is told what becomes of each scope, and by which rule (architecture, principle 8). */
  readonly trace: DecisionTrace;
}

/**
 * What the approval page shows: all that the app would get, and what of it there is nothing to decide about. Of a scope whose parts were
 * chosen earlier those that were chosen then, or are asked for by themselves.
 */
export function scopeChoices(facts: ApprovalFacts): readonly ScopeChoice[] {
  return [...choicesOf(facts).values()].flatMap((choices) => {
    const wereChosen = choices.some(isRemembered);
    return choices.filter((one) => !wereChosen || isRemembered(one) || facts.grantable.includes(one.scope));
  });
}

function isRemembered({ allowedBy }: ScopeChoice): boolean {
  return allowedBy === 'person';
}

/** What there is to choose for each scope that is shown: itself, or its parts. What was asked for twice is shown once. */
function choicesOf(facts: ApprovalFacts): ReadonlyMap<string, readonly ScopeChoice[]> {
  const automatic = automaticAmong(facts);
  const remembered = rememberedBy(facts);
  const seen = new Set<string>(automatic);
  const choices = facts.grantable.map((scope): readonly [string, readonly ScopeChoice[]] => {
    if (automatic.has(scope)) return [scope, [{ scope, required: true, allowedBy: 'administrator' }]];
    const fresh = offered(scope, facts).filter((choice) => !seen.has(choice.scope));
    for (const choice of fresh) seen.add(choice.scope);
    return [scope, fresh.map((one) => (remembered.has(one.scope) ? { ...one, allowedBy: 'person' } : one))];
  });
  return new Map(choices);
}

function offered(scope: string, facts: ApprovalFacts): readonly ScopeChoice[] {
  const parts = partsOf(scope, facts);
  if (parts.length === 0) return [{ scope, required: includesScope([scope], 'openid') }];
  return parts.map(({ scope: part, label }) => ({ scope: part, required: false, part: { of: scope, label } }));
}

function partsOf(scope: string, { choosesParts }: ApprovalFacts): readonly ScopePart[] {
  return choosesParts === true ? scopeParts(scope) : [];
}

function rememberedBy({ client, remembered }: ApprovalFacts): ReadonlySet<string> {
  return new Set(client.rememberApprovedScopes ? remembered : []);
}

/** Those that the client's list approves: what covers a scope there approves it, too, in either version (ruling 39). */
function automaticAmong({ client, grantable }: ApprovalFacts): ReadonlySet<string> {
  const approvedBy = scopeCoverage(client.autoApproveScopes);
  return new Set(grantable.filter((scope) => approvedBy(scope) !== undefined));
}

/**
 * What an approved page leaves of the grantable scopes; the trace tells what became of each. What the administrator allows is nothing that a person can
 * refuse; who refuses all that a page shows, that included, denies: nothing is left then.
 */
export function chosenScopes(facts: ApprovalFacts, decision: ApprovalDecision): readonly string[] {
  const choices = choicesOf(facts);
  const refused = new Set(decision.refused);
  if ([...choices.values()].flat().every(({ scope }) => refused.has(scope))) return [];
  const ticked = new Set(decision.scopes);
  return facts.grantable.flatMap((value) => {
    const own = choices.get(value) ?? [];
    if (own.some(({ part }) => part !== undefined)) note(facts, value, 'dropped', 'approval.by-category', 'module');
    return own.flatMap((choice) => {
      const { scope, required, allowedBy } = choice;
      if (allowedBy === 'administrator') return granted(facts, scope, 'automatic', 'client');
      const isKept = required ? !refused.has(scope) : ticked.has(scope);
      if (isKept) return granted(facts, scope, ruleOf(choice), 'person');
      note(facts, scope, 'dropped', refused.has(scope) ? 'approval.refused' : 'approval.unticked', 'person');
      return [];
    });
  });
}

function ruleOf(choice: ScopeChoice): string {
  if (choice.required) return 'required';
  return isRemembered(choice) ? 'remembered' : 'ticked';
}

/**
 * What can be granted without asking, noted in the trace: what the client's list approves, and what the person approved earlier; of a scope
 * with parts, the parts approved then. undefined when something is left to ask.
 */
export function settledScopes(facts: ApprovalFacts): readonly string[] | undefined {
  const automatic = automaticAmong(facts);
  const remembered = rememberedBy(facts);
  const settled = facts.grantable.map((scope) => {
    if (automatic.has(scope)) return [scope];
    const parts = partsOf(scope, facts).map((part) => part.scope);
    return (parts.length === 0 ? [scope] : parts).filter((one) => remembered.has(one));
  });
  if (settled.some((scopes) => scopes.length === 0)) return undefined;
  return [...new Set(settled.flat())].flatMap((scope) =>
    automatic.has(scope) ? granted(facts, scope, 'automatic', 'client') : granted(facts, scope, 'remembered', 'person'),
  );
}

/** Notes a denial: none of the scopes is granted. */
export function noteDenial(facts: ApprovalFacts): void {
  for (const value of facts.grantable) note(facts, value, 'refused', 'approval.denied', 'person');
}

/**
 * What an approved page leaves to be remembered. A client that does not remember gets nothing kept, but what was unticked there is not to
 * come back once it remembers again; nor is a scope whose parts were chosen from. What nobody was asked for stays as it was; so does what was
 * approved for once.
 */
export function memoryOf(facts: ApprovalFacts, scopes: readonly string[], isForOnce = false): ApprovalMemory {
  const asked = [...choicesOf(facts)].filter(([, own]) => own.every(({ allowedBy }) => allowedBy !== 'administrator'));
  const chosenFrom = asked.flatMap(([, own]) => own.map(({ scope }) => scope));
  const shown = [...new Set([...chosenFrom, ...asked.map(([scope]) => scope)])];
  const approved = shown.filter((scope) => scopes.includes(scope));
  if (facts.client.rememberApprovedScopes && isForOnce)
    return forgetting(shown.filter((scope) => !scopes.includes(scope)));
  if (facts.client.rememberApprovedScopes) return { kind: 'replace', shown, approved };
  return approved.length < shown.length ? { kind: 'forget' } : { kind: 'keep' };
}

function forgetting(shown: readonly string[]): ApprovalMemory {
  return shown.length === 0 ? { kind: 'keep' } : { kind: 'replace', shown, approved: [] };
}

function granted(facts: ApprovalFacts, value: string, rule: string, source: string): readonly string[] {
  note(facts, value, 'granted', `approval.${rule}`, source);
  return [value];
}

function note({ trace }: ApprovalFacts, value: string, ...[outcome, ruleId, source]: NoteParts): void {
  trace.add({ kind: 'scope', value, outcome, ruleId, source });
}
