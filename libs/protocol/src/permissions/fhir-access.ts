import type { Interaction } from '../smart/smart-scope.js';
import type { Authority } from '../user/authority.js';
import { reachOf } from './authority-reach.js';
import type { Place, Reach } from './reach.js';
import { ReachUnion } from './reach-union.js';

/** What somebody wants to do with resources of one type. */
export interface FhirAccess {
  readonly interaction: Interaction;
  readonly resourceType: string;
}

/** Where the permissions allow the interaction with resources of the type, each place for itself: a search shows what lies in one of them. */
export function allowedPlaces(authorities: readonly Authority[], access: FhirAccess): readonly Reach[] {
  return reaches(authorities).filter(
    ({ interactions, resourceType }) =>
      interactions.has(access.interaction) && (resourceType === '*' || resourceType === access.resourceType),
  );
}

/** Whether the permissions allow the interaction in the whole of a place, such as one resource in the compartment of its patient. */
export function allowsIn(authorities: readonly Authority[], interaction: Interaction, place: Place): boolean {
  return new ReachUnion(reaches(authorities)).allows(interaction, place);
}

function reaches(authorities: readonly Authority[]): readonly Reach[] {
  return authorities.flatMap((authority) => reachOf(authority) ?? []);
}
