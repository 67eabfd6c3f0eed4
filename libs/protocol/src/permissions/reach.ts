import type { Interaction } from '../smart/smart-scope.js';

/** The place in the FHIR data that a permission or a scope reaches: all conditions hold at once. */
export interface Place {
  /** The name of a resource type, or `*` for all types there are and will be. */
  readonly resourceType: string;
  /** One resource of the type. */
  readonly id?: string;
  /** Compartments that the resource must be in, all of them, such as `Patient/123`; sorted. */
  readonly compartments: readonly string[];
  /** What the resource must match: the search of a granular scope, byte for byte. */
  readonly search?: string;
}

/** What may be done in a place. */
export interface Reach extends Place {
  readonly interactions: ReadonlySet<Interaction>;
}

/** The letters that one permission of the product gives together. */
export const letterGroups: readonly (readonly Interaction[])[] = [['r', 's'], ['c', 'u'], ['d']];

/** The whole of the FHIR data. */
export const everywhere: Place = { resourceType: '*', compartments: [] };

/**
 * What two reaches have in common; undefined when they do not meet. Two patients never meet: what stands in both records, such as an
 * appointment of a group, is not followed, and neither is `Patient.link` (STD S9).
 */
export function intersection(one: Reach, other: Reach): Reach | undefined {
  const resourceType = commonType(one.resourceType, other.resourceType);
  if (resourceType === undefined || areDifferent(one.id, other.id)) return undefined;
  if (areDifferent(patientOf(one), patientOf(other))) return undefined;
  const interactions = [...one.interactions].filter((letter) => other.interactions.has(letter));
  if (interactions.length === 0) return undefined;
  const id = one.id ?? other.id;
  const search = commonSearch(one.search, other.search);
  return {
    ...{ resourceType, interactions: new Set(interactions), compartments: commonCompartments(one, other, id) },
    ...(id !== undefined && { id }),
    ...(search !== undefined && { search }),
  };
}

function commonType(one: string, other: string): string | undefined {
  if (one === '*') return other;
  return other === '*' || other === one ? one : undefined;
}

function areDifferent(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** Whose record a place is in. */
function patientOf({ resourceType, id, compartments }: Place): string | undefined {
  if (resourceType === 'Patient' && id !== undefined) return `Patient/${id}`;
  return compartments.find((name) => name.startsWith('Patient/'));
}

/** The compartments of both, but for the one that the resource stands for itself and is always in. */
function commonCompartments(one: Place, other: Place, id: string | undefined): readonly string[] {
  const itself = id === undefined ? undefined : `${one.id === undefined ? other.resourceType : one.resourceType}/${id}`;
  const all = new Set([...one.compartments, ...other.compartments]);
  return [...all].filter((name) => name !== itself).sort();
}

/** All conditions of both, as FHIR joins them. */
function commonSearch(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other;
  return [...new Set([...one.split('&'), ...other.split('&')])].sort().join('&');
}
