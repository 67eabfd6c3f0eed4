import type { Confirmation } from './confirmation.js';
import type { ShownKeys } from './token-confirmation.js';

/** How an access token came to a resource. */
export interface TokenPresentation {
  readonly scheme: 'Bearer' | 'DPoP';
  readonly shown: ShownKeys;
}

/**
 * Why a token must not be used the way it came; `undefined` where it may. A token bound to the key of proofs comes under the scheme DPoP and
 * with a proof of that key, never as a bearer token; one bound to a certificate over a connection with it; a bearer token never under DPoP.
 * @see RFC 9449 §7.1 and §7.2, RFC 8705 §3; B-38
 */
export function presentationProblem(
  bound: Confirmation | undefined,
  presentation: TokenPresentation,
): string | undefined {
  const { scheme, shown } = presentation;
  if (bound !== undefined && 'jkt' in bound) {
    if (scheme !== 'DPoP') return 'The access token is bound to a key; send it under the scheme DPoP, with a proof';
    return shown.jkt === bound.jkt ? undefined : 'The access token is bound to another key than that of the DPoP proof';
  }
  if (scheme === 'DPoP') return 'The access token is not bound to a DPoP key; send it under the scheme Bearer';
  if (bound === undefined || bound['x5t#S256'] === shown['x5t#S256']) return undefined;
  return 'The access token is bound to a client certificate; connect with that certificate';
}
