import { needsArgument, permissionNames } from '#protocol/permissions/permission-catalogue';
import { administers } from '#protocol/permissions/administers';
import { reservedClaims, reservedPrefixes } from '#protocol/tokens/reserved-claims';

/** The permissions that `addAuthority` takes, as the guest reads them: a `*` behind those that need an argument. */
export const KNOWN_PERMISSIONS = [...permissionNames].map((name) => name + (needsArgument(name) ? '*' : '')).join(' ');

/** Those of them that are power over the server, as the guest reads them. The token is made without them whatever the guest says. */
export const ADMINISTRATIVE_PERMISSIONS = [...permissionNames].filter(administers).join(' ');

/** The claims that `addAccessTokenClaim` does not take, as the guest reads them. The token is made without them whatever the guest lets pass. */
export const RESERVED_CLAIMS = [...reservedClaims, ...reservedPrefixes.map((prefix) => `${prefix}*`)].join(' ');
