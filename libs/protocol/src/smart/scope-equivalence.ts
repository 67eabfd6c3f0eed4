import { scopeName } from './scope-name.js';
import { interactionLetters, looksClinical, parseSmartScope } from './smart-scope.js';

/**
 * The one spelling of all scopes that mean the same: short, and a clinical one in the letters of SMART 2: `patient/*.rs` for
 * `http://smarthealthit.org/fhir/scopes/patient/*.read`. undefined for what only looks like a clinical scope, which means nothing (STD S3).
 * @see SMART App Launch 2.2, "Scopes for requesting FHIR Resources"; STD S2, S13
 */
export function canonicalScope(scope: string): string | undefined {
  if (!looksClinical(scope)) return scopeName(scope);
  const clinical = parseSmartScope(scope);
  if (clinical === undefined) return undefined;
  const { context, resourceType, interactions, search } = clinical;
  return `${context}/${resourceType}.${interactionLetters(interactions)}${search === undefined ? '' : `?${search}`}`;
}

/** Whether two scopes give exactly the same, in whatever version and form they are written: each covers the other. */
export function areEquivalentScopes(one: string, other: string): boolean {
  const canonical = canonicalScope(one);
  return canonical !== undefined && canonical === canonicalScope(other);
}
