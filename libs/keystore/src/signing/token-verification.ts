import { parseCompact, parseObject } from '#protocol/keys/compact-jws';
import type { ImportedKey } from '../keys/imported-key.js';
import type { ExpectedToken } from '../keystore.port.js';

type Claims = Readonly<Record<string, unknown>>;

/**
 * The claims of a token signed by one of `keys`, or `undefined`. The header chooses among our keys by `kid` and decides nothing else: the
 * algorithm is the key's own, `jwk`, `jku`, `x5u` and `x5c` are never looked at (V-39), and extensions are refused (RFC 7515 §4.1.11).
 *
 * @param now seconds since 1970, for `expected.checkExpiry`
 */
export async function verifyOwnToken(
  keys: readonly ImportedKey[],
  jws: string,
  expected: ExpectedToken,
  now: number,
): Promise<Claims | undefined> {
  const token = parseCompact(jws);
  if (!token || !isHeaderOf(token.header, expected)) return undefined;
  const key = keys.find((candidate) => candidate.kid === token.header['kid']);
  if (!key || token.header['alg'] !== key.alg) return undefined;
  if (!(await key.verify(token.signingInput, token.signature))) return undefined;
  const claims = parseObject(Buffer.from(token.payload, 'base64url').toString());
  return claims && meets(claims, expected, now) ? claims : undefined;
}

const extensions = ['crit', 'b64', 'zip', 'enc'] as const;

function isHeaderOf(header: Claims, expected: ExpectedToken): boolean {
  if (extensions.some((name) => Object.hasOwn(header, name))) return false;
  const accepted = typeof expected.typ === 'string' ? [expected.typ] : expected.typ;
  return accepted.some((typ) => typ === header['typ']);
}

function meets(claims: Claims, expected: ExpectedToken, now: number): boolean {
  if (claims['iss'] !== expected.issuer) return false;
  if (expected.audience !== undefined && !audiencesOf(claims).includes(expected.audience)) return false;
  return expected.checkExpiry !== true || isLive(claims, now);
}

function audiencesOf(claims: Claims): readonly unknown[] {
  return Array.isArray(claims['aud']) ? (claims['aud'] as unknown[]) : [claims['aud']];
}

/** RFC 7519 §4.1.4 and §4.1.5; no leeway, because the clock that issued the token is ours. */
function isLive(claims: Claims, now: number): boolean {
  const { exp, nbf } = claims;
  return typeof exp === 'number' && exp > now && (nbf === undefined || (typeof nbf === 'number' && nbf <= now));
}
