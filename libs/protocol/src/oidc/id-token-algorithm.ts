import type { SigningAlgorithm } from '../keys/signing-algorithm.js';

/** What apps expect that name no algorithm (OpenID Connect Dynamic Client Registration 1.0 §2; STD U4). */
const EXPECTED: SigningAlgorithm = 'RS256';

/**
 * The algorithm of a client's ID tokens, and of the logout tokens that are verified like them (Back-Channel Logout 1.0 §2.6). A keystore
 * without a key for it signs with its first key.
 */
export function idTokenAlgorithm(client: { readonly idTokenSignedResponseAlg?: SigningAlgorithm }): SigningAlgorithm {
  return client.idTokenSignedResponseAlg ?? EXPECTED;
}

/** The algorithm of ID tokens of clients that name none, out of those there are keys for, the first key's first. */
export function usualIdTokenAlgorithm(offered: readonly string[]): string | undefined {
  return offered.includes(EXPECTED) ? EXPECTED : offered[0];
}
