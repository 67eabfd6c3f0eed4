import type { JsonWebKey } from 'node:crypto';
import { parseCompact, type CompactJws } from '../keys/compact-jws.js';
import { publicKeyMembers } from '../keys/jwk-set.js';
import { profileOf, type SigningAlgorithm } from '../keys/signing-algorithm.js';
import { OAuthError } from './oauth-error.js';

/** A proof taken apart, fit to have its signature verified; nothing is verified yet. */
export interface UnverifiedProof {
  readonly jws: CompactJws;
  readonly alg: SigningAlgorithm;
  /** The members of the embedded public key, and no other. */
  readonly jwk: JsonWebKey;
}

/** Longest proof, in characters: an RSA key of 4,096 bits and its signature fit, and an address of 2,048. */
const LONGEST_PROOF = 8 * 1_024;
/** Members of private and symmetric keys (RFC 7518 §6). */
const secretMembers: readonly string[] = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** Members that would change how the signature is read; we use none of them (RFC 7515 §4.1.11, RFC 7797, RFC 7516). */
const extensions: readonly string[] = ['crit', 'b64', 'zip', 'enc'];
/** How long each member of a public key is, as base64url. RSA: 2,048 to 4,096 bits and a small exponent, so that verifying stays cheap. */
const memberForms: Readonly<Record<string, RegExp>> = {
  'P-256': /^[\w-]{43}$/,
  'P-384': /^[\w-]{64}$/,
  'P-521': /^[\w-]{88}$/,
  Ed25519: /^[\w-]{43}$/,
  n: /^[\w-]{342,683}$/,
  e: /^[\w-]{2,6}$/,
};

/**
 * Reads the header of a proof: `typ` exactly `dpop+jwt`, an algorithm of the list, an embedded public key that fits it (RFC 9449 §4.3, 4 to 7).
 * Other references to keys (`jku`, `x5u`, `x5c`, `kid`) are not looked at.
 * @throws OAuthError invalid_dpop_proof
 */
export function readDpopHeader(proof: string, algorithms: readonly SigningAlgorithm[]): UnverifiedProof {
  const jws = proof.length > LONGEST_PROOF ? undefined : parseCompact(proof);
  if (jws === undefined)
    throw refused(`The DPoP header must hold one signed JWT of at most ${String(LONGEST_PROOF)} characters`);
  const { typ, alg, jwk } = jws.header;
  if (typ !== 'dpop+jwt') throw refused('typ of the DPoP proof must be dpop+jwt');
  const known = algorithms.find((name) => name === alg);
  if (known === undefined) throw refused(`alg of the DPoP proof must be one of ${algorithms.join(', ')}`);
  if (extensions.some((name) => Object.hasOwn(jws.header, name)))
    throw refused('The DPoP proof uses an extension that is not known here');
  return { jws, alg: known, jwk: publicKey(jwk, known) };
}

function publicKey(jwk: unknown, alg: SigningAlgorithm): JsonWebKey {
  if (typeof jwk !== 'object' || jwk === null) throw refused('jwk of the DPoP proof must hold the public key');
  const key = jwk as JsonWebKey;
  if (secretMembers.some((name) => Object.hasOwn(key, name)))
    throw refused('jwk of the DPoP proof holds a private or a shared key; send the public part only');
  const { kty, crv } = profileOf(alg);
  if (key.kty !== kty || key.crv !== crv) throw refused(`jwk of the DPoP proof does not fit ${alg}`);
  return { kty, ...(crv !== undefined && { crv }), ...numbersOf(key) };
}

/** The numbers that make the key: the coordinates of a point, or modulus and exponent. */
function numbersOf(key: JsonWebKey): JsonWebKey {
  const names = membersOf(key).filter((name) => name !== 'crv');
  const fits = (name: string): boolean => memberForms[key.crv ?? name]?.test(String(key[name])) === true;
  if (!names.every(fits)) throw refused('jwk of the DPoP proof is no key of a usual length');
  return Object.fromEntries(names.map((name) => [name, key[name]]));
}

function membersOf(key: JsonWebKey): readonly string[] {
  try {
    return publicKeyMembers(key);
  } catch (cause) {
    throw refused('jwk of the DPoP proof is incomplete', cause);
  }
}

function refused(description: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_dpop_proof', description, { cause });
}
