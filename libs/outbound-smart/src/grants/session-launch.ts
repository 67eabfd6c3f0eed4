import { besideLaunch } from '#protocol/smart/beside-launch';
import type { LaunchContext } from '#protocol/smart/launch-context';
import { resourceIdOf } from '#protocol/smart/resource-id';
import type { UserSessionDetails } from '#protocol/user/user-session';

/**
 * The launch with what the script of the sign-in put into every launch of the session (ruling 13). What the EHR or the person chose of a type
 * comes before it, and with another patient whatever may be about that one.
 */
export function withSessionLaunch(launch: LaunchContext, user: UserSessionDetails | undefined): LaunchContext {
  const ofSession = (user?.launchResources ?? []).flatMap(({ resourceType: type, resourceId }) => {
    const id = resourceIdOf(type, resourceId);
    return id === undefined ? [] : [{ type, id }];
  });
  const added = besideLaunch(launch.resources, ofSession);
  return added.length === 0 ? launch : { ...launch, resources: [...launch.resources, ...added] };
}
