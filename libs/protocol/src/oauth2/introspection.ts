import type { Actor } from './actor.js';
import type { Confirmation } from './confirmation.js';
import { emptyLaunchContext, type LaunchContext } from '../smart/launch-context.js';
import { launchResponseMembers } from '../smart/launch-response.js';
import type { Authority } from '../user/authority.js';
import type { FormParameters } from './form-parameters.js';
import { formatScope } from './scope.js';
import { readTokenParameter, type TokenParameter } from './token-type-hint.js';

/**
 * The parameters of an introspection request (RFC 7662 §2.1).
 * @throws OAuthError invalid_request — `token` is missing, or a parameter is repeated
 */
export function readIntrospectionRequest(parameters: FormParameters): TokenParameter {
  return readTokenParameter(parameters);
}

/** What is known of a live token that the caller may see. Times are NumericDates, in whole seconds. */
export interface IntrospectedToken {
  readonly scopes: readonly string[];
  readonly clientId: string;
  readonly tokenType: string;
  readonly expiresAt: number;
  readonly issuedAt: number;
  readonly issuer: string;
  readonly subject: string;
  readonly username?: string;
  readonly audience?: string | readonly string[];
  readonly tokenId?: string;
  readonly fhirUser?: string;
  /** What the token may do now, after its scopes (ruling 38). */
  readonly permissions?: readonly Authority[];
  /** The level of assurance of the sign-in behind the token, and when it was (RFC 9470 §6.2). */
  readonly acr?: string;
  readonly authTime?: number;
  /** Who acts for the subject (RFC 8693 §4.1). */
  readonly actor?: Actor | undefined;
  /** The key the token is bound to. */
  readonly confirmation?: Confirmation | undefined;
  /** Repeated from the token response (STD IN3). */
  readonly launchContext?: LaunchContext;
}

/** The answer for an unknown, expired, revoked or foreign token alike, and nothing else in it (RFC 7662 §2.2, STD X11). */
export const inactiveIntrospection: Readonly<{ active: false }> = Object.freeze({ active: false });

/** The answer for a live token (RFC 7662 §2.2, RFC 9449 §6.2; STD IN2 to IN4). */
export function activeIntrospection(token: IntrospectedToken): Record<string, unknown> {
  return {
    ...launchResponseMembers(token.launchContext ?? emptyLaunchContext),
    active: true,
    scope: formatScope(token.scopes),
    client_id: token.clientId,
    token_type: token.tokenType,
    exp: token.expiresAt,
    iat: token.issuedAt,
    iss: token.issuer,
    sub: token.subject,
    ...(token.username !== undefined && { username: token.username }),
    ...(token.audience !== undefined && { aud: token.audience }),
    ...(token.tokenId !== undefined && { jti: token.tokenId }),
    ...(token.fhirUser !== undefined && { fhirUser: token.fhirUser }),
    ...(token.permissions !== undefined && { permissions: token.permissions }),
    ...(token.acr !== undefined && { acr: token.acr }),
    ...(token.authTime !== undefined && { auth_time: token.authTime }),
    ...(token.actor !== undefined && { act: token.actor }),
    ...(token.confirmation !== undefined && { cnf: token.confirmation }),
  };
}
