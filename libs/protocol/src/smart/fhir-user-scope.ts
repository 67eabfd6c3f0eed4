import type { DecisionTrace } from '../decision/decision-trace.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { scopeName } from './scope-name.js';

/** The part of a person that says which FHIR resource stands for them. */
export interface FhirPerson {
  readonly fhirUserUrl?: string;
}

/**
 * The scopes that can be granted about this person: without `fhirUser` where no FHIR resource stands for them, because the scope promises one.
 * @throws OAuthError invalid_scope — nothing else was asked for
 * @see SMART App Launch 2.2, "Scopes for requesting identity data"; STD U3
 */
export function scopesAbout(
  { fhirUserUrl }: FhirPerson,
  scopes: readonly string[],
  trace: DecisionTrace,
): readonly string[] {
  const unknown = fhirUserUrl === undefined ? scopes.filter((scope) => scopeName(scope) === 'fhirUser') : [];
  for (const value of unknown)
    trace.add({ kind: 'scope', value, outcome: 'dropped', ruleId: 'scope.no-fhir-user', source: 'user' });
  const left = scopes.filter((scope) => !unknown.includes(scope));
  if (unknown.length > 0 && left.length === 0) throw nobodyInFhir();
  return left;
}

function nobodyInFhir(): OAuthError {
  return new OAuthError(
    'invalid_scope',
    'No FHIR resource stands for the person who signed in, so that fhirUser cannot be granted. Ask for openid as well.',
    { parameter: 'scope', cause: 'the account has no fhirUserUrl' },
  );
}
