import type { JsonWebKey } from 'node:crypto';
import { sha256Base64Url } from '../hash.js';
import { publicKeyMembers } from './jwk-set.js';

/**
 * The SHA-256 thumbprint of a key, as base64url without padding: the same for its private and its public part, whatever describes it besides.
 * @throws TypeError not an asymmetric key, or without the members that make its public part
 * @see RFC 7638 §3, RFC 8037 §2
 */
export function jwkThumbprint(jwk: JsonWebKey): string {
  const required = ['kty', ...publicKeyMembers(jwk)].sort();
  return sha256Base64Url(JSON.stringify(Object.fromEntries(required.map((name) => [name, jwk[name]]))));
}
