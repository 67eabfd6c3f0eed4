import type { Decision } from '../decision/decision-trace.js';
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
  /** Nobody can be asked: of what the person works with by default, only what is the only one of its type is in context. */
  readonly nobodyIsAsked?: true;
  /** A script was asked, and what it left is all there is. */
  readonly afterScript?: true;
  /** A script may put in what is missing when the tokens are made: it is settled then, and until then only what the person left out is lost. */
  readonly mayFollow?: boolean;
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
  found: ContextFound,
  { requested, client, trace }: ScopeDecisionInput,
): ScopesInContext {
  const lost = scopes.flatMap((scope) => lossOf(scope, found) ?? []);
  for (const loss of lost) trace.add({ kind: 'scope', outcome: 'dropped', ...loss });
  const dropped = new Set(lost.map(({ value }) => value));
  const left = scopes.filter((scope) => !dropped.has(scope));
  const isPatientMissing = found.mayFollow !== true && !found.resources.some(isPatient) && scopes.some(needsPatient);
  const isAskedFor = left.length === 0 || (requested ?? client.scopes).some(needsPatient);
  if (isPatientMissing && isAskedFor && left.every(isAboutSignIn))
    return { scopes: left, refusal: withoutPatient(found) };
  return { scopes: left, ...(left.length === 0 && lost.length > 0 && { refusal: nothingThere() }) };
}

/** Why a scope cannot be granted, as the trace has it; undefined where it can. Of patients any will do, whatever the role. */
function lossOf(
  value: string,
  { resources, declined = [], mayFollow }: ContextFound,
): Pick<Decision, 'value' | 'ruleId' | 'source'> | undefined {
  const needs = contextNeeds([value]);
  const there = resources.map(needKey);
  if (needs.some((need) => declined.includes(needKey(need))))
    return { value, ruleId: 'context.left-out', source: 'person' };
  if (mayFollow === true) return undefined;
  if (needs.some(isPatient) && !resources.some(isPatient))
    return { value, ruleId: 'context.no-patient', source: 'user' };
  if (needs.some((need) => !isPatient(need) && !there.includes(needKey(need))))
    return { value, ruleId: 'context.not-there', source: 'user' };
  return undefined;
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
  return denied(
    'nothing in context',
    'There is nothing in context of what the launch scopes ask for, and nothing else was asked for. Ask for openid as well.',
  );
}

function withoutPatient({ afterScript, nobodyIsAsked }: ContextFound): OAuthError {
  if (afterScript) return noPatientFromScript();
  return nobodyIsAsked ? noSolePatient() : noPatient();
}

function noPatientFromScript(): OAuthError {
  return denied(
    'no patient in context after the script',
    'No patient is in context, which launch/patient and patient/ scopes need: neither the launch, nor a script of this server, ' +
      'nor a single default launch context of the person gave one. Ask for user/ scopes, or have the administrator mend the script ' +
      '(addLaunchResourceId) or give the person exactly one default launch context of type patient.',
  );
}

function noSolePatient(): OAuthError {
  return denied(
    'no patient in context, or several',
    'This grant asks nobody for the patient that launch/patient and patient/ scopes need; the person must have exactly one by default. ' +
      'Ask for user/ scopes, let the person choose (grant type authorization_code), or have the administrator give the person ' +
      'exactly one default launch context of type patient.',
  );
}

function noPatient(): OAuthError {
  return denied(
    'no patient in context',
    'The person who signed in has no patient to choose, which launch/patient and patient/ scopes need. ' +
      'Ask for user/ scopes, or have the administrator give the person a default launch context of type patient.',
  );
}

function denied(cause: string, description: string): OAuthError {
  return new OAuthError('access_denied', description, { parameter: 'scope', cause });
}
