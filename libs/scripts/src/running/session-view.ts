import type { UserSessionDetails } from '#protocol/user/user-session';
import type { SessionShape } from '../guest/bindings/session-shape.js';

/** What an inbound module knows of a person, whether there is an account already or not. */
export type KnownPerson = Omit<UserSessionDetails, 'pid'>;

/** A person as scripts see them, with the resources of the launch. Nothing of it but what the product's object has. */
export function sessionView(
  person: KnownPerson,
  launchResourceIds: SessionShape['launchResourceIds'] = person.launchResources ?? [],
): SessionShape {
  const { nodeId, moduleId, username, familyName, givenName, email, external, notes } = person;
  const { authorities, defaultLaunchContexts, fhirUserUrl, userData } = person;
  return {
    ...{ nodeId, moduleId, username, familyName, givenName, email, external, notes },
    ...{ authorities, defaultLaunchContexts, launchResourceIds },
    ...(fhirUserUrl !== undefined && { fhirUserUrl }),
    ...(userData && { userData }),
  };
}
