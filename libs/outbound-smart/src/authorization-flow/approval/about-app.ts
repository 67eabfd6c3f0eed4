import type { ClientDefinition } from '#protocol/client/client';
import { siteOf } from '../answers/site-of.js';

/** What the approval page tells about an app: what it says of itself, and the warning that nobody has checked it. */
export function aboutApp({ untrusted, clientUri, policyUri, tosUri }: ClientDefinition, redirectUri: string) {
  return {
    appUrl: clientUri,
    policyUrl: policyUri,
    termsUrl: tosUri,
    ...(untrusted === true && { uncheckedSite: siteOf(redirectUri) }),
  };
}
