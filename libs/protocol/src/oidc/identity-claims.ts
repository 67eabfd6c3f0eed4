import { includesScope } from '../smart/scope-name.js';
import type { UserSessionDetails } from '../user/user-session.js';

/** What the claims about a person are made from. */
export type ClaimedUser = Pick<UserSessionDetails, 'username' | 'givenName' | 'familyName' | 'email' | 'fhirUserUrl'>;

/** Every claim that `identityClaims` can make, for `claims_supported`. */
export const identityClaimNames: readonly string[] = [
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'email',
  'profile',
  'fhirUser',
];

/**
 * The claims about a person that the granted scopes allow. What is not known is left out, never made up: above all no `fhirUser` (ruling 49).
 * `profile` repeats `fhirUser`, as clients of SMART 1 read it.
 * @see OpenID Connect Core §5.4; SMART App Launch 2.2, "Scopes for requesting identity data"; STD U2, OID-8
 */
export function identityClaims(user: ClaimedUser, scopes: readonly string[]): Record<string, string> {
  const claims: [name: string, value: string | undefined, scopes: readonly string[]][] = [
    ['name', `${user.givenName} ${user.familyName}`.trim(), ['profile']],
    ['given_name', user.givenName, ['profile']],
    ['family_name', user.familyName, ['profile']],
    ['preferred_username', user.username, ['profile']],
    ['email', user.email, ['email']],
    ['profile', user.fhirUserUrl, ['profile', 'fhirUser']],
    ['fhirUser', user.fhirUserUrl, ['profile', 'fhirUser']],
  ];
  const allowed = claims.flatMap(([name, value, needed]): [string, string][] =>
    value !== undefined && value !== '' && needed.some((scope) => includesScope(scopes, scope)) ? [[name, value]] : [],
  );
  return Object.fromEntries(allowed);
}
