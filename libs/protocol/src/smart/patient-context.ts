import { OAuthError } from '../oauth2/oauth-error.js';
import { contextNeeds, needKey, type ContextNeed } from './context-need.js';
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
  /** Nobody can be asked: of what the person works with by default, only what is the only one of its type is in context. */
  readonly nobodyIsAsked?: true;
}

/** What is left of the scopes where something is not in context, and the error when that is not worth granting. */
export interface ScopesInContext {
  readonly scopes: readonly string[];
  readonly refusal?: OAuthError;
}

/**
 * The scopes that can be granted with what is in context. A `patient/…` scope without a patient in context must not be granted, and
 * `launch/patient` promises one: both are dropped where there is none, and so is any other `launch/<type>` for what is not there or was left out.
 * Where an app asked for a patient, and nothing but sign-in would be left, or where nothing at all would be, the request is refused, as the
 * specification allows, so that the app learns why. An app that has patient scopes without asking gets what it asked for.
 * @see SMART App Launch 2.2, "Scopes for requesting FHIR Resources", "Scopes for requesting context data"; STD L2, L3
 */
export function scopesInContext(
  scopes: readonly string[],
  { resources, declined = [], nobodyIsAsked }: ContextFound,
  { requested, client, trace }: ScopeDecisionInput,
): ScopesInContext {
  const withoutPatient = resources.some(isPatient) ? [] : scopes.filter(needsPatient);
  const leftOut = scopes.filter((scope) => contextNeeds([scope]).some((need) => declined.includes(needKey(need))));
  const there = new Set(resources.map(needKey));
  const notThere = scopes.filter(
    (scope) => !leftOut.includes(scope) && contextNeeds([scope]).some(isMissingFrom(there)),
  );
  for (const value of withoutPatient)
    trace.add({ kind: 'scope', value, outcome: 'dropped', ruleId: 'context.no-patient', source: 'user' });
  for (const value of leftOut)
    trace.add({ kind: 'scope', value, outcome: 'dropped', ruleId: 'context.left-out', source: 'person' });
  for (const value of notThere)
    trace.add({ kind: 'scope', value, outcome: 'dropped', ruleId: 'context.not-there', source: 'user' });
  const dropped = new Set([...withoutPatient, ...leftOut, ...notThere]);
  const left = scopes.filter((scope) => !dropped.has(scope));
  const isAskedFor = left.length === 0 || (requested ?? client.scopes).some(needsPatient);
  if (withoutPatient.length > 0 && isAskedFor && left.every(isAboutSignIn))
    return { scopes: left, refusal: nobodyIsAsked ? noSolePatient() : noPatient() };
  return { scopes: left, ...(left.length === 0 && dropped.size > 0 && { refusal: nothingThere() }) };
}

/** Of patients any will do, whatever the role. */
function isMissingFrom(there: ReadonlySet<string>) {
  return (need: ContextNeed): boolean => !isPatient(need) && !there.has(needKey(need));
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

function nothingThere(): OAuthError {
  return new OAuthError(
    'access_denied',
    'There is nothing in context of what the launch scopes ask for, and nothing else was asked for. Ask for openid as well.',
    { parameter: 'scope', cause: 'nothing in context' },
  );
}

function noSolePatient(): OAuthError {
  return new OAuthError(
    'access_denied',
    'This grant asks nobody for the patient that launch/patient and patient/ scopes need; the person must have exactly one by default. ' +
      'Ask for user/ scopes, let the person choose (grant type authorization_code), or have the administrator give the person ' +
      'exactly one default launch context of type patient.',
    { parameter: 'scope', cause: 'no patient in context, or several' },
  );
}

function noPatient(): OAuthError {
  return new OAuthError(
    'access_denied',
    'The person who signed in has no patient to choose, which launch/patient and patient/ scopes need. ' +
      'Ask for user/ scopes, or have the administrator give the person a default launch context of type patient.',
    { parameter: 'scope', cause: 'no patient in context' },
  );
}
