import type { ClientDefinition } from '#protocol/client/client';
import type { UserSessionDetails } from '#protocol/user/user-session';
import { siteOf } from '../answers/site-of.js';
import { powersGiven } from './server-powers.js';

/**
 * What the approval page tells about an app: what it says of itself, the warning that nobody has checked it, and whether it gets what the
 * person may do besides reading and changing records, which no scope names (A-14, ruling 10).
 */
export function aboutApp(client: ClientDefinition, user: UserSessionDetails, redirectUri: string) {
  const { untrusted, clientUri, policyUri, tosUri } = client;
  return {
    appUrl: clientUri,
    policyUrl: policyUri,
    termsUrl: tosUri,
    administers: powersGiven(client, user).length > 0,
    ...(untrusted === true && { uncheckedSite: siteOf(redirectUri) }),
  };
}
