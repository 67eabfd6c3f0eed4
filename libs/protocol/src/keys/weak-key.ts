import type { JsonWebKey } from 'node:crypto';
import { readBase64urlUint } from './base64url-uint.js';

const MINIMUM_BITS = 2048;
const MAXIMUM_BITS = 8192; // a larger modulus would let one key make every signature take seconds

/** The odd primes by which the ROCA fingerprint (CVE-2017-15361) is taken. */
const fingerprintPrimes: readonly number[] = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113,
  127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/** Why an RSA key must not be trusted with signatures (S-06), or `undefined`. Keys of other types are as strong as their curve. */
export function weakKeyProblem(jwk: JsonWebKey): string | undefined {
  if (jwk.kty !== 'RSA') return undefined;
  if (typeof jwk.n !== 'string' || typeof jwk.e !== 'string') return 'an RSA key needs n and e';
  const modulus = readBase64urlUint(jwk.n);
  const exponent = readBase64urlUint(jwk.e);
  if (modulus === undefined || exponent === undefined) return 'n and e must be base64url';
  const bits = modulus.toString(2).length;
  if (bits < MINIMUM_BITS) return `an RSA key needs at least ${MINIMUM_BITS} bits, this one has ${bits}`;
  if (bits > MAXIMUM_BITS) return `an RSA key may have at most ${MAXIMUM_BITS} bits, this one has ${bits}`;
  if (modulus % 2n === 0n) return 'the RSA modulus is even';
  if (exponent < 3n || exponent % 2n === 0n) return 'the RSA exponent must be odd and at least 3';
  return hasRocaFingerprint(modulus) ? 'the RSA key comes from a generator known to be broken (ROCA)' : undefined;
}

/** Keys of the broken generator are, modulo every small prime, a power of 65537; a random key passes all 38 tests once in 2^27 or so. */
export function hasRocaFingerprint(modulus: bigint): boolean {
  return fingerprintPrimes.every((prime) => powersOf65537(prime).has(Number(modulus % BigInt(prime))));
}

function powersOf65537(prime: number): ReadonlySet<number> {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * 65537) % prime) powers.add(power);
  return powers;
}
