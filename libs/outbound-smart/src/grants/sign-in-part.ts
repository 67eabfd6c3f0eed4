import type { UserSessionDetails } from '#protocol/user/user-session';

/**
 * What the script of a sign-in put into its launches and keeps with it. It belongs to that sign-in and to the grants that came of it: another sign-in of
 * the same person, elsewhere, changes nothing in an app that is open.
 */
export type SignInPart = Pick<UserSessionDetails, 'launchResources' | 'userData'>;

/** To be kept with a grant when it is made. */
export function signInPartOf({ launchResources, userData }: SignInPart): SignInPart {
  return { ...(launchResources && { launchResources }), ...(userData && { userData }) };
}

/** The person of today, with what the sign-in behind a grant left. */
export function withSignInPart<T extends UserSessionDetails>(
  user: T,
  part: SignInPart,
): Omit<T, keyof SignInPart> & SignInPart {
  const { launchResources: _ofLastSignIn, userData: _too, ...person } = user;
  return { ...person, ...signInPartOf(part) };
}
