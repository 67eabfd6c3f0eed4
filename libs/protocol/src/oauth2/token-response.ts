import type { LaunchContext } from '../smart/launch-context.js';
import { launchResponseMembers } from '../smart/launch-response.js';
import { formatScope } from './scope.js';

/** What the token endpoint grants. */
export interface GrantedTokens {
  readonly accessToken: string;
  readonly tokenType: 'Bearer' | 'DPoP';
  /** Lifetime of the access token, in seconds. */
  readonly expiresIn: number;
  readonly scopes: readonly string[];
  readonly refreshToken?: string;
  readonly idToken?: string;
  /** In the answer to an exchange (RFC 8693 §2.2.1). */
  readonly issuedTokenType?: string;
  readonly launchContext: LaunchContext;
}

/**
 * The JSON object of a successful answer, of every grant: `scope` and a numeric `expires_in` always (STD X6), the launch context as top-level
 * members that never take the name of a protocol member (STD T2, L5).
 * @see RFC 6749 §5.1, OpenID Connect Core §3.1.3.3
 */
export function tokenResponse(granted: GrantedTokens): Record<string, unknown> {
  return {
    ...launchResponseMembers(granted.launchContext),
    access_token: granted.accessToken,
    token_type: granted.tokenType,
    expires_in: granted.expiresIn,
    scope: formatScope(granted.scopes),
    ...(granted.refreshToken !== undefined && { refresh_token: granted.refreshToken }),
    ...(granted.idToken !== undefined && { id_token: granted.idToken }),
    ...(granted.issuedTokenType !== undefined && { issued_token_type: granted.issuedTokenType }),
  };
}
