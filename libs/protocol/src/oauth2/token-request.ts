import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';
import { parseScope } from './scope.js';

/** Parameters of the authorization code grant (RFC 6749 §4.1.3, RFC 7636 §4.5). */
export interface AuthorizationCodeRequest {
  readonly code: string;
  readonly redirectUri?: string;
  readonly codeVerifier?: string;
}

/** Parameters of the refresh grant (RFC 6749 §6). */
export interface RefreshTokenRequest {
  readonly refreshToken: string;
  /** Absent = the scopes of the original grant. */
  readonly scopes?: readonly string[];
}

/** Parameters of the resource owner password credentials grant (RFC 6749 §4.3.2). */
export interface PasswordRequest {
  readonly username: string;
  readonly password: string;
  /** Absent = the client asked for nothing in particular. */
  readonly scopes?: readonly string[];
}

/** Parameters of the device code grant (RFC 8628 §3.4). */
export interface DeviceCodeRequest {
  readonly deviceCode: string;
}

/** Parameters of the client credentials grant (RFC 6749 §4.4.2). */
export interface ClientCredentialsRequest {
  /** Absent = the client asked for nothing in particular (rulings 9 and 40). */
  readonly scopes?: readonly string[];
}

/**
 * The `grant_type` of a token request, known or not.
 * @throws OAuthError invalid_request — missing or repeated
 */
export function readGrantType(parameters: FormParameters): string {
  return required(parameters, 'grant_type');
}

/** @throws OAuthError invalid_request — `code` is missing, or a parameter is repeated */
export function readAuthorizationCodeRequest(parameters: FormParameters): AuthorizationCodeRequest {
  const redirectUri = parameters.get('redirect_uri');
  const codeVerifier = parameters.get('code_verifier');
  return {
    code: required(parameters, 'code'),
    ...(redirectUri !== undefined && { redirectUri }),
    ...(codeVerifier !== undefined && { codeVerifier }),
  };
}

/** @throws OAuthError invalid_request — `refresh_token` is missing or a parameter repeated; invalid_scope — `scope` is malformed */
export function readRefreshTokenRequest(parameters: FormParameters): RefreshTokenRequest {
  return { refreshToken: required(parameters, 'refresh_token'), ...requestedScopes(parameters) };
}

/** @throws OAuthError invalid_request — `username` or `password` is missing or a parameter repeated; invalid_scope — `scope` is malformed */
export function readPasswordRequest(parameters: FormParameters): PasswordRequest {
  const username = required(parameters, 'username');
  return { username, password: required(parameters, 'password'), ...requestedScopes(parameters) };
}

/** @throws OAuthError invalid_request — `device_code` is missing or repeated */
export function readDeviceCodeRequest(parameters: FormParameters): DeviceCodeRequest {
  return { deviceCode: required(parameters, 'device_code') };
}

/** @throws OAuthError invalid_request — a parameter is repeated; invalid_scope — `scope` is malformed */
export function readClientCredentialsRequest(parameters: FormParameters): ClientCredentialsRequest {
  return requestedScopes(parameters);
}

/** A `scope` of spaces alone counts as left out, as an empty one does (RFC 6749 §3.2). */
function requestedScopes(parameters: FormParameters): { scopes?: readonly string[] } {
  const scopes = parseScope(parameters.get('scope'));
  return scopes.length === 0 ? {} : { scopes };
}

function required(parameters: FormParameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined)
    throw new OAuthError('invalid_request', `The parameter ${name} is missing`, { parameter: name });
  return value;
}
