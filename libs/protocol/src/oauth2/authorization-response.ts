import type { AuthorizationRequest } from './authorization-request.js';
import type { OAuthError } from './oauth-error.js';
import type { Redirection } from './redirection.js';
import type { ResponseMode } from './response-mode.js';

/** What the browser carries back to the client. */
export interface AuthorizationResponse {
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The code or the tokens for the client, with its `state` and the issuer (RFC 6749 §4.1.2 and §4.2.2, RFC 9207 §2). */
export function successResponse(
  request: AuthorizationRequest,
  answer: Readonly<Record<string, string>>,
  issuer: string,
): AuthorizationResponse {
  return response(request, answer, issuer);
}

/** An error for the client, with its `state` and the issuer (RFC 6749 §4.1.2.1, RFC 9207 §2; V-14, V-15). */
export function errorResponse(
  redirection: Pick<Redirection, 'redirectUri' | 'responseMode' | 'state'>,
  error: OAuthError,
  issuer: string,
): AuthorizationResponse {
  return response(redirection, { error: error.code, error_description: error.description }, issuer);
}

function response(
  { redirectUri, responseMode, state }: Pick<Redirection, 'redirectUri' | 'responseMode' | 'state'>,
  answer: Readonly<Record<string, string>>,
  iss: string,
): AuthorizationResponse {
  return { redirectUri, responseMode, parameters: { ...answer, ...(state !== undefined && { state }), iss } };
}
