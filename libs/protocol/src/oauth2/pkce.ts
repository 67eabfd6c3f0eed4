import { sha256Base64Url } from '../hash.js';
import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';

/** The challenge of an authorization request, kept with the code (RFC 7636 §4.3, §4.4). */
export interface PkceChallenge {
  readonly challenge: string;
  readonly method: 'S256' | 'plain';
}

/** What module and client demand of a challenge (STD X1). */
export interface PkcePolicy {
  readonly required: boolean;
  readonly plainSupported: boolean;
}

/**
 * Reads `code_challenge` and `code_challenge_method`; `undefined` where none was sent and none is needed. A missing method means `plain`
 * (RFC 7636 §4.3) and is refused where that is.
 * @throws OAuthError invalid_request — missing though required, a method without a challenge, `plain` where it is off, an unknown method,
 * or a challenge that is not 43 to 128 characters of the method's alphabet
 * @see RFC 7636 §4.2 to §4.4; V-25, V-26
 */
export function readPkceChallenge(parameters: FormParameters, policy: PkcePolicy): PkceChallenge | undefined {
  const challenge = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  if (challenge === undefined) {
    assertNotNeeded(method, policy);
    return undefined;
  }
  if (!isSupported(method ?? 'plain', policy)) {
    throw refusal('code_challenge_method', 'code_challenge_method must be S256');
  }
  return method === 'S256' ? s256Challenge(challenge) : plainChallenge(challenge);
}

function assertNotNeeded(method: string | undefined, policy: PkcePolicy): void {
  if (policy.required)
    throw refusal('code_challenge', 'code_challenge is required; send one with code_challenge_method=S256');
  if (method !== undefined) throw refusal('code_challenge', 'code_challenge_method was sent without a code_challenge');
}

function isSupported(method: string, policy: PkcePolicy): boolean {
  return method === 'S256' || (method === 'plain' && policy.plainSupported);
}

function s256Challenge(challenge: string): PkceChallenge {
  if (!/^[A-Za-z0-9_-]{43,128}$/.test(challenge)) {
    throw refusal('code_challenge', 'code_challenge must be the base64url SHA-256 of the verifier, without padding');
  }
  return { challenge, method: 'S256' };
}

function plainChallenge(challenge: string): PkceChallenge {
  if (!isWellFormedVerifier(challenge)) {
    throw refusal('code_challenge', 'code_challenge must be 43 to 128 unreserved characters');
  }
  return { challenge, method: 'plain' };
}

function refusal(parameter: string, description: string): OAuthError {
  return new OAuthError('invalid_request', description, { parameter });
}

/** Whether the text can be a `code_verifier`: 43 to 128 unreserved characters (RFC 7636 §4.1). */
export function isWellFormedVerifier(verifier: string): boolean {
  return /^[A-Za-z0-9._~-]{43,128}$/.test(verifier);
}

/** The S256 challenge of a verifier (RFC 7636 §4.2). */
export function s256(verifier: string): string {
  return sha256Base64Url(verifier);
}
