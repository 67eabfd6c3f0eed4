import { isThumbprint } from './confirmation.js';
import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';
import type { ResponseType } from './response-type.js';

/**
 * The key that a code may be redeemed with, by its thumbprint: `dpop_jkt` of an authorization request; undefined where none was named.
 * @throws OAuthError invalid_request — it is no SHA-256 thumbprint, or no code was asked for
 * @see RFC 9449 §10
 */
export function readDpopJkt(parameters: FormParameters, responseType: ResponseType): string | undefined {
  const jkt = parameters.get('dpop_jkt');
  if (jkt === undefined) return undefined;
  if (responseType !== 'code') throw refused('dpop_jkt is for codes; tokens that are given at once cannot be bound');
  if (!isThumbprint(jkt)) throw refused('dpop_jkt must be the SHA-256 thumbprint of a key, as base64url');
  return jkt;
}

/** What of an authorization request decides whether its code can be bound to a key. */
export interface BindableRequest {
  readonly responseType: ResponseType;
  readonly dpopJkt?: string;
}

/**
 * A pushed request whose code may be redeemed with the key of the proof that came with it, as if it had named that key (RFC 9449 §10.1).
 * @param jkt thumbprint of the proof's key; undefined where no proof came
 * @throws OAuthError invalid_dpop_proof — the request names another key; invalid_request — no code was asked for
 */
export function boundToProof<Request extends BindableRequest>(request: Request, jkt: string | undefined): Request {
  if (jkt === undefined) return request;
  if (request.responseType !== 'code')
    throw refused('Tokens that are given at once cannot be bound; send no DPoP proof');
  if (request.dpopJkt !== undefined && request.dpopJkt !== jkt)
    throw new OAuthError('invalid_dpop_proof', 'dpop_jkt names another key than that of the DPoP proof');
  return { ...request, dpopJkt: jkt };
}

function refused(description: string): OAuthError {
  return new OAuthError('invalid_request', description, { parameter: 'dpop_jkt' });
}
