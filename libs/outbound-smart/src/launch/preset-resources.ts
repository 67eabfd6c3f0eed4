import type { DirectoryUser } from '#inbound-security/user-directory.port';
import { besideLaunch } from '#protocol/smart/beside-launch';
import { defaultResources, type LaunchResource } from '#protocol/smart/launch-context';

/** What the script of the sign-in put into the launches of the session, then what the person works with by default, of other types. */
export function presetResources({
  launchResources = [],
  defaultLaunchContexts,
}: Pick<DirectoryUser, 'launchResources' | 'defaultLaunchContexts'>): readonly LaunchResource[] {
  const ofSession = defaultResources(
    launchResources.map(({ resourceType: contextType, resourceId }) => ({ contextType, resourceId })),
  );
  return [...ofSession, ...besideLaunch(ofSession, defaultResources(defaultLaunchContexts))];
}
