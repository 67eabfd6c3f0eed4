/**
 * The error codes this server answers with (RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 7009 §2.2.1, RFC 7591 §3.2.2, RFC 8628 §3.5,
 * RFC 8707 §2, RFC 9396 §5, RFC 9449 §5 and §8, OpenID Connect Core §3.1.2.6).
 */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'access_denied'
  | 'unsupported_response_type'
  | 'server_error'
  | 'temporarily_unavailable'
  | 'login_required'
  | 'interaction_required'
  | 'consent_required'
  | 'account_selection_required'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'invalid_request_uri'
  | 'invalid_request_object'
  | 'unsupported_token_type'
  | 'invalid_target'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  | 'invalid_authorization_details'
  | 'unmet_authentication_requirements'
  | 'insufficient_user_authentication'
  | 'authorization_pending'
  | 'slow_down'
  | 'expired_token'
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata'
  | 'invalid_software_statement'
  | 'unapproved_software_statement';

/** The scheme a 401 answer names in `WWW-Authenticate`. */
export type ChallengeScheme = 'Basic' | 'Bearer' | 'DPoP';

/** What an {@link OAuthError} may carry besides code and description. */
export interface OAuthErrorOptions {
  /** The reason for the log; never shown to the client. */
  readonly cause?: unknown;
  /** The offending parameter. */
  readonly parameter?: string;
  /** The description is in the words of the product, which clients may compare: it gets no full stop. */
  readonly isVerbatim?: boolean;
  /** Set where the client used the Authorization header (RFC 6749 §5.2). */
  readonly challenge?: ChallengeScheme;
  /** What the resource needs, with `insufficient_scope` (RFC 6750 §3). */
  readonly neededScopes?: readonly string[];
  /** Too many requests of this kind came: seconds after which another one makes sense (RFC 6585 §4). */
  readonly retryAfterSeconds?: number;
  /** The algorithms that the challenge offers for DPoP proofs (RFC 9449 §7.1); absent or empty = DPoP is not offered. */
  readonly proofAlgorithms?: readonly string[];
  /** What the resource needs of the sign-in, with `insufficient_user_authentication`. */
  readonly neededSignIn?: NeededSignIn;
}

/** How a person has to have signed in (RFC 9470 §3). */
export interface NeededSignIn {
  /** Any of these levels. */
  readonly acrValues: readonly string[];
  /** In seconds. */
  readonly maxAge?: number;
}

/** An expected failure of the protocol. It is converted into an answer once, at the boundary. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: OAuthErrorCode;
  /** Safe for the client, says what to change; only the characters RFC 6749 §5.2 allows. */
  readonly description: string;
  /** The offending parameter, where there is one. */
  readonly parameter?: string;
  readonly challenge?: ChallengeScheme;
  readonly neededScopes: readonly string[];
  readonly retryAfterSeconds?: number;
  readonly proofAlgorithms: readonly string[];
  readonly neededSignIn?: NeededSignIn;

  constructor(code: OAuthErrorCode, description: string, options: OAuthErrorOptions = {}) {
    const text = options.isVerbatim === true ? printable(description) : sentence(printable(description));
    super(`${code}: ${text}`, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.description = text;
    this.neededScopes = options.neededScopes ?? [];
    this.proofAlgorithms = options.proofAlgorithms ?? [];
    if (options.parameter !== undefined) this.parameter = printable(options.parameter);
    if (options.challenge !== undefined) this.challenge = options.challenge;
    if (options.retryAfterSeconds !== undefined) this.retryAfterSeconds = options.retryAfterSeconds;
    if (options.neededSignIn !== undefined) this.neededSignIn = options.neededSignIn;
  }
}

const LONGEST_TEXT = 500;

/** RFC 6749 §5.2: printable ASCII without `"` and `\`. Whatever a client sent and we repeat goes through here. */
function printable(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .replaceAll('"', "'")
    .replaceAll(/[^\x20-\x7e]|\\/g, '?');
}

/** Our own descriptions end as a sentence does, whoever wrote them. */
function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

/** HTTP status of an error that is answered as JSON (RFC 6749 §5.2, RFC 6750 §3.1, RFC 9449 §5 and §7.1; STD X5). */
export function httpStatusOf(error: OAuthError): number {
  if (error.retryAfterSeconds !== undefined) return 429;
  switch (error.code) {
    case 'invalid_client':
    case 'invalid_dpop_proof':
    case 'use_dpop_nonce':
      return error.challenge === undefined ? 400 : 401;
    case 'invalid_token':
    case 'insufficient_user_authentication':
      return 401;
    case 'insufficient_scope':
      return 403;
    case 'server_error':
      return 500;
    case 'temporarily_unavailable':
      return 503;
    default:
      return 400;
  }
}
