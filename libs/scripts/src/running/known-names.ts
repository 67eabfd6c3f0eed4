import { needsArgument, permissionNames } from '#protocol/permissions/permission-catalogue';
import { reservedClaims, reservedPrefixes } from '#protocol/tokens/reserved-claims';

/** The permissions that `addAuthority` takes, as the guest reads them: a `*` behind those that need an argument. */
export const KNOWN_PERMISSIONS = [...permissionNames].map((name) => name + (needsArgument(name) ? '*' : '')).join(' ');

/** The claims that `addAccessTokenClaim` does not take, as the guest reads them. The token is made without them whatever the guest lets pass. */
export const RESERVED_CLAIMS = [...reservedClaims, ...reservedPrefixes.map((prefix) => `${prefix}*`)].join(' ');
