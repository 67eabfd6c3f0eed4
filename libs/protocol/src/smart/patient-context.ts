import { OAuthError } from '../oauth2/oauth-error.js';
import { contextNeeds, needKey } from './context-need.js';
import type { LaunchResource } from './launch-context.js';
import { scopeName } from './scope-name.js';
import type { ScopeDecisionInput } from './scope-policy.js';

/** Scopes that tell who signed in and for how long, and give no access to anything else. */
const SIGN_IN_SCOPES: ReadonlySet<string> = new Set(
  'openid profile email fhirUser online_access offline_access'.split(' '),
);

/** What is in context, and what the person was asked for and left out. */
export interface ContextFound {
  readonly resources: readonly LaunchResource[];
  /** Needs by their keys; see `needKey`. */
  readonly declined?: readonly string[];
}

/** What is left of the scopes where there is no patient, and the error when that is not worth granting. */
export interface ScopesInContext {
  readonly scopes: readonly string[];
  readonly refusal?: OAuthError;
}

/**
 * The scopes that can be granted with what is in context. A `patient/…` scope without a patient in context must not be granted, and
 * `launch/patient` promises one: both are dropped where there is none, and so is a launch scope for what the person left out. Where an app asked
 * for such scopes, and nothing but sign-in would be left, the request is refused, as the specification allows, so that the app learns why. An app
 * that has them without asking gets what it asked for.
 * @see SMART App Launch 2.2, "Scopes for requesting FHIR Resources"; STD L2
 */
export function scopesInContext(
  scopes: readonly string[],
  { resources, declined = [] }: ContextFound,
  { requested, client, trace }: ScopeDecisionInput,
): ScopesInContext {
  const withoutPatient = resources.some(isPatient) ? [] : scopes.filter(needsPatient);
  const leftOut = scopes.filter((scope) => contextNeeds([scope]).some((need) => declined.includes(needKey(need))));
  for (const value of withoutPatient)
    trace.add({ kind: 'scope', value, outcome: 'dropped', ruleId: 'context.no-patient', source: 'user' });
  for (const value of leftOut)
    trace.add({ kind: 'scope', value, outcome: 'dropped', ruleId: 'context.left-out', source: 'person' });
  const left = scopes.filter((scope) => !withoutPatient.includes(scope) && !leftOut.includes(scope));
  const isAskedFor = left.length === 0 || (requested ?? client.scopes).some(needsPatient);
  const isRefused = withoutPatient.length > 0 && isAskedFor && left.every(isAboutSignIn);
  return { scopes: left, ...(isRefused && { refusal: noPatient() }) };
}

function needsPatient(scope: string): boolean {
  return contextNeeds([scope]).some(isPatient);
}

function isPatient({ type }: { readonly type: string }): boolean {
  return type === 'patient';
}

function isAboutSignIn(scope: string): boolean {
  const name = scopeName(scope);
  return SIGN_IN_SCOPES.has(name) || name === 'launch' || name.startsWith('launch/');
}

function noPatient(): OAuthError {
  return new OAuthError(
    'access_denied',
    'The person who signed in has no patient to choose, which launch/patient and patient/ scopes need. ' +
      'Ask for user/ scopes, or have the administrator give the person a default launch context of type patient.',
    { parameter: 'scope', cause: 'no patient in context' },
  );
}
