import type { SignInDetails } from '#protocol/user/sign-in-details';
import { addedResources } from './launch-after.js';
import type { ReadSession } from './read-session.js';
import type { KnownPerson } from './session-view.js';

/** What a session has beyond the person whom the script got: what counts for as long as the sign-in does. */
export function signInDetailsOf(read: ReadSession, before: KnownPerson): SignInDetails {
  const { authorities, defaultLaunchContexts, launchResourceIds, userData, fhirUserUrl } = read;
  const known = new Set(
    before.defaultLaunchContexts.map((each) => JSON.stringify([each.contextType, each.resourceId])),
  );
  const launchContexts = defaultLaunchContexts.filter(
    (each) => !known.has(JSON.stringify([each.contextType, each.resourceId])),
  );
  const launchResources = addedResources(before.launchResources ?? [], launchResourceIds);
  const isSaid = fhirUserUrl !== '' && fhirUserUrl !== before.fhirUserUrl;
  return {
    ...{ authorities: authorities.added, launchContexts },
    ...(isSaid && { fhirUserUrl }),
    ...(launchResources.length > 0 && { launchResources }),
    ...(Object.keys(userData).length > 0 && { userData }),
  };
}
