import { includesScope } from '../smart/scope-name.js';
import type { UserSessionDetails } from '../user/user-session.js';

/** What the claims about a person are made from. */
export type ClaimedUser = Pick<UserSessionDetails, 'username' | 'givenName' | 'familyName' | 'email' | 'fhirUserUrl'>;

/** A claim about a person: its value, and the scopes that allow it, the one that allows least first. */
interface IdentityClaim {
  readonly name: string;
  readonly value: (user: ClaimedUser) => string | undefined;
  readonly scopes: readonly [string, ...string[]];
}

const claims: readonly IdentityClaim[] = [
  { name: 'name', value: ({ givenName, familyName }) => `${givenName} ${familyName}`.trim(), scopes: ['profile'] },
  { name: 'given_name', value: ({ givenName }) => givenName, scopes: ['profile'] },
  { name: 'family_name', value: ({ familyName }) => familyName, scopes: ['profile'] },
  { name: 'preferred_username', value: ({ username }) => username, scopes: ['profile'] },
  { name: 'email', value: ({ email }) => email, scopes: ['email'] },
  { name: 'profile', value: ({ fhirUserUrl }) => fhirUserUrl, scopes: ['fhirUser', 'profile'] },
  { name: 'fhirUser', value: ({ fhirUserUrl }) => fhirUserUrl, scopes: ['fhirUser', 'profile'] },
];

/** Every claim that `identityClaims` can make, for `claims_supported`. */
export const identityClaimNames: readonly string[] = claims.map(({ name }) => name);

/**
 * The claims about a person that the granted scopes allow, and those that were asked for and approved one by one. What is not known is left out
 * (ruling 49). `profile` repeats `fhirUser`, as clients of SMART 1 read it.
 * @see OpenID Connect Core §5.4, §5.5; SMART App Launch 2.2, "Scopes for requesting identity data"; STD U2, OID-8
 */
export function identityClaims(
  user: ClaimedUser,
  scopes: readonly string[],
  approved: readonly string[] = [],
): Record<string, string> {
  const allowed = claims.flatMap(({ name, value }): [string, string][] => {
    const known = value(user);
    const mayBeTold = approved.includes(name) || isAllowedClaim(name, scopes);
    return mayBeTold && known !== undefined && known !== '' ? [[name, known]] : [];
  });
  return Object.fromEntries(allowed);
}

/** Whether one of the scopes allows the claim. */
export function isAllowedClaim(name: string, scopes: readonly string[]): boolean {
  const needed = claims.find((claim) => claim.name === name)?.scopes ?? [];
  return needed.some((scope) => includesScope(scopes, scope));
}

/** The scope by which a person approves a claim that is asked for alone; undefined for a claim that nobody here knows. */
export function scopeOfClaim(name: string): string | undefined {
  return claims.find((claim) => claim.name === name)?.scopes[0];
}
