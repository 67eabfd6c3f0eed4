import type { LaunchContext } from '#protocol/smart/launch-context';
import { resourceIdOf } from '#protocol/smart/resource-id';
import type { UserSessionDetails } from '#protocol/user/user-session';

/**
 * The launch with what the script of the sign-in put into every launch of the session (ruling 13). What the EHR or the person chose of a type
 * comes before it.
 */
export function withSessionLaunch(launch: LaunchContext, user: UserSessionDetails | undefined): LaunchContext {
  const types = new Set(launch.resources.map(({ type }) => type.toLowerCase()));
  const added = (user?.launchResources ?? []).flatMap(({ resourceType: type, resourceId }) => {
    const id = resourceIdOf(type, resourceId);
    return id === undefined || types.has(type.toLowerCase()) ? [] : [{ type, id }];
  });
  return added.length === 0 ? launch : { ...launch, resources: [...launch.resources, ...added] };
}
