import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { AcrStanding } from '#protocol/oidc/authentication-context';
import { scopesInContext } from '#protocol/smart/patient-context';
import type { LaunchResource } from '#protocol/smart/launch-context';
import {
  chosenScopes,
  memoryOf,
  noteDenial,
  scopeChoices,
  settledScopes,
  type ApprovalDecision,
  type ApprovalFacts,
  type ApprovalMemory,
  type ScopeChoice,
} from './approval-choices.js';

/** Who is signed in, as far as the next step depends on it. */
export interface SignedInPerson {
  /** `sub` of the person. */
  readonly subject: string;
  readonly authTime: Date;
  /** What is in context: without a patient no `patient/…` scope is granted (STD L2). */
  readonly resources: readonly LaunchResource[];
}

/** Everything the next step of an authorization depends on. */
export interface FlowFacts extends ApprovalFacts {
  readonly request: AuthorizationRequest;
  readonly now: Date;
  /** Arrival of a stored request; a sign-in asked for by `prompt=login` must be later. Absent: it arrives right now. */
  readonly startedAt?: Date;
  readonly person?: SignedInPerson;
  /** Subject of a valid `id_token_hint`; only this person will do (OIDC Core §3.1.2.1). */
  readonly hintedSubject?: string;
  /** Subject of the person whom the EHR launched the app for; only this person will do (ruling 41). */
  readonly launchedFor?: string;
  /** How the sign-in, or none, stands to the level of assurance that is asked for. */
  readonly acrStanding: AcrStanding;
  readonly decision?: ApprovalDecision;
}

/** What has to happen next. */
export type NextStep =
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'approve'; readonly choices: readonly ScopeChoice[]; readonly grantable: readonly string[] }
  | { readonly kind: 'respond'; readonly scopes: readonly string[]; readonly memory: ApprovalMemory }
  | { readonly kind: 'refuse'; readonly error: OAuthError; readonly memory?: ApprovalMemory };

/**
 * Decides the next step of an authorization from facts alone (architecture, principle 5). No step can be skipped by
 * calling a later address, because every address asks this function first (V-33).
 */
export function nextStep(facts: FlowFacts): NextStep {
  if (canNeverBeMet(facts)) return { kind: 'refuse', error: unmet() };
  const wrongPerson = facts.person && wrongPersonCame(facts, facts.person);
  if (wrongPerson) return { kind: 'refuse', error: wrongPerson };
  if (!facts.person || mustSignInAgain(facts, facts.person))
    return withoutPrompt(facts, 'login_required', { kind: 'sign-in' });
  const { scopes: grantable, refusal } = scopesInContext(facts.grantable, facts.person.resources, facts.trace);
  if (refusal) return { kind: 'refuse', error: refusal };
  return approval({ ...facts, grantable });
}

/** The next step when it is settled who is there and what the app could get for this person. */
function approval(facts: FlowFacts): NextStep {
  if (facts.decision) return decided(facts, facts.decision);
  const settled = mustAsk(facts) ? undefined : settledScopes(facts);
  if (settled) return { kind: 'respond', scopes: settled, memory: { kind: 'keep' } };
  const { grantable } = facts;
  return withoutPrompt(facts, 'consent_required', { kind: 'approve', choices: scopeChoices(facts), grantable });
}

function withoutPrompt(facts: FlowFacts, code: 'login_required' | 'consent_required', step: NextStep): NextStep {
  if (!facts.request.prompt.includes('none')) return step;
  const what = code === 'login_required' ? 'The person must sign in' : 'The person must approve the scopes';
  return {
    kind: 'refuse',
    error: new OAuthError(code, `${what}, and prompt=none forbids to ask.`, { parameter: 'prompt' }),
  };
}

/** Somebody signed in for this very request, but not the one the app named: asking again would go round in circles. */
function wrongPersonCame(facts: FlowFacts, person: SignedInPerson): OAuthError | undefined {
  if (!isFresh(facts, person)) return undefined;
  if (isSomebodyElse(person, facts.hintedSubject))
    return new OAuthError('login_required', 'Another person signed in than the id_token_hint names.', {
      parameter: 'id_token_hint',
    });
  if (facts.request.claims?.subjects?.includes(person.subject) === false)
    return new OAuthError('login_required', 'Another person signed in than claims demands.', { parameter: 'claims' });
  if (isSomebodyElse(person, facts.launchedFor))
    return new OAuthError('access_denied', 'Another person signed in than the EHR launched the app for.', {
      parameter: 'launch',
    });
  return undefined;
}

function isSomebodyElse({ subject }: SignedInPerson, wanted: string | undefined): boolean {
  return wanted !== undefined && wanted !== subject;
}

/** Signed in for this very request. */
function isFresh({ startedAt }: FlowFacts, { authTime }: SignedInPerson): boolean {
  return startedAt !== undefined && authTime.getTime() >= startedAt.getTime();
}

/** Whom neither `id_token_hint` nor `claims` nor the launch names, where they name somebody (OIDC Core §3.1.2.1, §5.5.1). */
function isUnwanted({ hintedSubject, launchedFor, request }: FlowFacts, person: SignedInPerson): boolean {
  const isNamed = request.claims?.subjects?.includes(person.subject) ?? true;
  return !isNamed || isSomebodyElse(person, hintedSubject) || isSomebodyElse(person, launchedFor);
}

/** An essential level that no sign-in here reaches, or that the one for this very request did not reach (OIDC Core §5.5.1.1). */
function canNeverBeMet(facts: FlowFacts): boolean {
  if (facts.request.acr?.essential !== true || facts.acrStanding === 'met') return false;
  return facts.acrStanding === 'unattainable' || (facts.person !== undefined && isFresh(facts, facts.person));
}

function unmet(): OAuthError {
  return new OAuthError('unmet_authentication_requirements', 'No sign-in here reaches an acr that is demanded.', {
    parameter: 'claims',
  });
}

function mustSignInAgain(facts: FlowFacts, person: SignedInPerson): boolean {
  const { request, now } = facts;
  if (isUnwanted(facts, person)) return true;
  if (isFresh(facts, person)) return false;
  if (request.prompt.includes('login') || request.prompt.includes('select_account')) return true;
  const ageSeconds = (now.getTime() - person.authTime.getTime()) / 1_000;
  return (request.maxAge !== undefined && ageSeconds > request.maxAge) || reachesHigher(facts);
}

/** A new sign-in may reach a level that is asked for; a voluntary one must not make a silent request fail. */
function reachesHigher({ acrStanding, request }: FlowFacts): boolean {
  const mayAsk = request.acr?.essential === true || !request.prompt.includes('none');
  return acrStanding === 'attainable' && mayAsk;
}

function mustAsk({ request, client }: FlowFacts): boolean {
  return client.alwaysRequireApproval || request.prompt.includes('consent');
}

function decided(facts: ApprovalFacts, decision: ApprovalDecision): NextStep {
  if (!decision.approved) return denied(facts);
  const scopes = chosenScopes(facts, decision);
  if (scopes.length === 0 && facts.grantable.length > 0) return denied(facts);
  return { kind: 'respond', scopes, memory: memoryOf(facts, scopes) };
}

function denied(facts: ApprovalFacts): NextStep {
  noteDenial(facts);
  const error = new OAuthError('access_denied', 'The person did not approve the request.');
  return { kind: 'refuse', error, memory: { kind: 'forget' } };
}
