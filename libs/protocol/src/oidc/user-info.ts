import { subjectOf } from '../user/subject.js';
import { identityClaims, type ClaimedUser } from './identity-claims.js';

/**
 * The answer of the userinfo endpoint: always `sub`, the same as in the id_token, and the claims that the access token's scopes allow, or that
 * were asked for and approved one by one.
 * @see OpenID Connect Core §5.3.2; STD OID-8
 */
export function userInfoClaims(
  user: ClaimedUser,
  scopes: readonly string[],
  approved: readonly string[] = [],
): Record<string, string> {
  return { sub: subjectOf(user.username), ...identityClaims(user, scopes, approved) };
}
