import { resourceTypeNamed, resourceTypes } from './resource-type.js';

/** Whether a value can be the id of a resource (FHIR R4 §2.24.0.1, `id`). */
export function isResourceId(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9.-]{1,64}$/.test(value);
}

/**
 * The bare id of a resource in context: `123` for `123`, `Patient/123` and `Patient/123/_history/2` where the context is of type patient (ruling 13).
 * Undefined for everything else: the id of an observation, or of a patient at another server, is that of somebody else here. An address is
 * nobody's, since nothing tells whose server is meant.
 * @param type of the context, in any case; one that FHIR has not, from a script, takes references to any resource
 */
export function resourceIdOf(type: string, reference: unknown): string | undefined {
  if (isResourceId(reference)) return reference;
  const [, named = '', id] =
    (typeof reference === 'string' &&
      /^([A-Za-z]{1,64})\/([^/]+)(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/.exec(reference)) ||
    [];
  const isOfType = resourceTypes.has(named) && named === (resourceTypeNamed(type.toLowerCase()) ?? named);
  return isOfType && isResourceId(id) ? id : undefined;
}
