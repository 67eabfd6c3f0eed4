import type { UserSessionDetails } from '#protocol/user/user-session';
import type { PageModels } from '#skin/page-renderer.port';

/** What pages are told of who is signed in. */
export function shownPerson(user: UserSessionDetails): PageModels['approve']['user'] {
  const { username, familyName, givenName, email, authorities } = user;
  return {
    ...{ username, familyName, givenName },
    ...(email !== '' && { email }),
    authorities: [...new Set(authorities.map(({ permission }) => permission))],
  };
}
