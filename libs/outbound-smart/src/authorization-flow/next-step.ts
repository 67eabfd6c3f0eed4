import type { ClientDefinition } from '#protocol/client/client';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { includesScope } from '#protocol/smart/scope-name';

/** Who is signed in, as far as the next step depends on it. */
export interface SignedInPerson {
  /** `sub` of the person. */
  readonly subject: string;
  readonly authTime: Date;
}

/** What the person answered on the approval page. */
export interface ApprovalDecision {
  readonly approved: boolean;
  /** The optional scopes that were left ticked. */
  readonly scopes: readonly string[];
}

/** Everything the next step of an authorization depends on. */
export interface FlowFacts {
  readonly request: AuthorizationRequest;
  readonly client: ClientDefinition;
  /** Scopes the client may get for this request, after the scope policy. */
  readonly grantable: readonly string[];
  readonly now: Date;
  /** Arrival of a stored request; a sign-in asked for by `prompt=login` must be later. Absent: it arrives right now. */
  readonly startedAt?: Date;
  readonly person?: SignedInPerson;
  /** Subject of a valid `id_token_hint`; only this person will do (OIDC Core §3.1.2.1). */
  readonly hintedSubject?: string;
  /** Scopes the person approved earlier. */
  readonly remembered: readonly string[];
  readonly decision?: ApprovalDecision;
}

/** A scope on the approval page. */
export interface ScopeChoice {
  readonly scope: string;
  /** Cannot be unticked: the app gets it without asking, or sign-in makes no sense without it. */
  readonly required: boolean;
}

/** What has to happen next. */
export type NextStep =
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'approve'; readonly choices: readonly ScopeChoice[] }
  | { readonly kind: 'respond'; readonly scopes: readonly string[]; readonly remember: boolean }
  | { readonly kind: 'refuse'; readonly error: OAuthError };

/**
 * Decides the next step of an authorization from facts alone (architecture, principle 5). No step can be skipped by
 * calling a later address, because every address asks this function first (V-33).
 */
export function nextStep(facts: FlowFacts): NextStep {
  if (facts.person && wrongPersonCame(facts, facts.person)) return { kind: 'refuse', error: wrongPerson() };
  if (!facts.person || mustSignInAgain(facts, facts.person))
    return withoutPrompt(facts, 'login_required', { kind: 'sign-in' });
  if (facts.decision) return decided(facts, facts.decision);
  if (!needsApproval(facts)) return { kind: 'respond', scopes: facts.grantable, remember: false };
  return withoutPrompt(facts, 'consent_required', { kind: 'approve', choices: scopeChoices(facts) });
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
function wrongPersonCame({ startedAt, hintedSubject }: FlowFacts, person: SignedInPerson): boolean {
  const fresh = startedAt !== undefined && person.authTime.getTime() >= startedAt.getTime();
  return fresh && hintedSubject !== undefined && hintedSubject !== person.subject;
}

function wrongPerson(): OAuthError {
  return new OAuthError('login_required', 'Another person signed in than the id_token_hint names.', {
    parameter: 'id_token_hint',
  });
}

function mustSignInAgain({ request, startedAt, now, hintedSubject }: FlowFacts, person: SignedInPerson): boolean {
  const fresh = startedAt !== undefined && person.authTime.getTime() >= startedAt.getTime();
  if (hintedSubject !== undefined && hintedSubject !== person.subject) return true;
  if ((request.prompt.includes('login') || request.prompt.includes('select_account')) && !fresh) return true;
  const ageSeconds = (now.getTime() - person.authTime.getTime()) / 1_000;
  return request.maxAge !== undefined && ageSeconds > request.maxAge && !fresh;
}

function needsApproval({ request, client, grantable, remembered }: FlowFacts): boolean {
  if (client.alwaysRequireApproval || request.prompt.includes('consent')) return true;
  const known = new Set([...client.autoApproveScopes, ...(client.rememberApprovedScopes ? remembered : [])]);
  return grantable.some((scope) => !known.has(scope));
}

/** The scopes the approval page shows: those approved automatically only when the client asks for approval every time. */
function scopeChoices({ client, grantable }: FlowFacts): readonly ScopeChoice[] {
  const automatic = new Set(client.autoApproveScopes);
  const shown = grantable.filter((scope) => client.alwaysRequireApproval || !automatic.has(scope));
  return shown.map((scope) => ({ scope, required: includesScope([scope], 'openid') || automatic.has(scope) }));
}

function decided(facts: FlowFacts, decision: ApprovalDecision): NextStep {
  const ticked = new Set(decision.scopes);
  const optional = new Set(
    scopeChoices(facts)
      .filter((choice) => !choice.required)
      .map((choice) => choice.scope),
  );
  const scopes = facts.grantable.filter((scope) => !optional.has(scope) || ticked.has(scope));
  if (!decision.approved || (scopes.length === 0 && facts.grantable.length > 0))
    return { kind: 'refuse', error: new OAuthError('access_denied', 'The person did not approve the request.') };
  return { kind: 'respond', scopes, remember: facts.client.rememberApprovedScopes };
}
