import type { ClientDefinition } from '#protocol/client/client';
import { permissionTable } from '#protocol/permissions/permission-table';
import { expandRoles } from '#protocol/permissions/roles';
import type { Authority } from '#protocol/user/authority';
import type { UserSessionDetails } from '#protocol/user/user-session';
import { siteOf } from '../answers/site-of.js';

/**
 * What the approval page tells about an app: what it says of itself, the warning that nobody has checked it, and whether it gets what the
 * person may do besides reading and changing records, which no scope names (A-14, ruling 10).
 */
export function aboutApp(
  { untrusted, clientUri, policyUri, tosUri }: ClientDefinition,
  { authorities }: UserSessionDetails,
  redirectUri: string,
) {
  return {
    appUrl: clientUri,
    policyUrl: policyUri,
    termsUrl: tosUri,
    administers: untrusted !== true && expandRoles(authorities).some(isAboutServer),
    ...(untrusted === true && { uncheckedSite: siteOf(redirectUri) }),
  };
}

function isAboutServer({ permission }: Authority): boolean {
  return permissionTable.get(permission)?.treatment === 'administration';
}
