import { parseSmartScope, type SmartScope } from '../smart/smart-scope.js';
import { isResource } from './access-argument.js';
import type { Reach } from './reach.js';
import { ReachUnion } from './reach-union.js';

/** For whom the scopes were granted. */
export interface ScopeHolder {
  readonly kind: 'person' | 'client';
  /** Id of the patient in context. */
  readonly patient?: string;
}

/**
 * What scopes allow, whoever they are granted to (STD S4): `user/` and `system/` scopes reach all data, `patient/` scopes the compartment of
 * the patient in context. A person without a patient has nothing of them (STD L2). A client that acts for itself has none: there `patient/`
 * scopes limit by type and interaction only, as the product's documents have it.
 */
export function reachOfScopes(scopes: readonly string[], holder: ScopeHolder): ReachUnion {
  return new ReachUnion(scopes.flatMap((text) => reachOfScope(parseSmartScope(text), holder)));
}

function reachOfScope(scope: SmartScope | undefined, holder: ScopeHolder): readonly Reach[] {
  if (scope === undefined) return [];
  const { context, resourceType, interactions, search } = scope;
  const compartments = context === 'patient' ? patientCompartment(holder) : [];
  if (compartments === undefined) return [];
  return [{ resourceType, interactions, compartments, ...(search !== undefined && { search }) }];
}

/** An id that FHIR would not allow is no patient: in an argument it could pass for something else. */
function patientCompartment({ kind, patient }: ScopeHolder): readonly string[] | undefined {
  if (patient === undefined) return kind === 'client' ? [] : undefined;
  return isResource(`Patient/${patient}`) ? [`Patient/${patient}`] : undefined;
}
