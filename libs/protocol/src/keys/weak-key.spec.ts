import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { readBase64urlUint, writeBase64urlUint } from './base64url-uint.js';
import { hasRocaFingerprint, weakKeyProblem } from './weak-key.js';

const sound = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
const modulus = readBase64urlUint(sound.n) ?? 0n;

/** A number of 2048 bits with the fingerprint of the broken generator: modulo each small prime it is a power of 65537. */
function rocaModulus(): bigint {
  const primes = Array.from({ length: 167 }, (_, index) => index + 1).filter((n) => n > 2 && isPrime(n));
  const primorial = primes.reduce((product, prime) => product * BigInt(prime), 1n);
  const residue = 65537n ** 5n % primorial;
  const candidate = residue + primorial * (2n ** 2047n / primorial + 1n);
  return candidate % 2n === 0n ? candidate + primorial : candidate;
}

function isPrime(n: number): boolean {
  return Array.from({ length: n - 2 }, (_, index) => index + 2).every((divisor) => n % divisor !== 0);
}

describe('weakKeyProblem (S-06)', () => {
  test.each<{ name: string; jwk: JsonWebKey; expected: RegExp }>([
    { name: '1024 bits', jwk: short, expected: /at least 2048 bits, this one has 1024/ },
    { name: 'an even modulus', jwk: { ...sound, n: writeBase64urlUint(modulus + 1n) }, expected: /even/ },
    { name: 'exponent 1', jwk: { ...sound, e: writeBase64urlUint(1n) }, expected: /exponent/ },
    { name: 'an even exponent', jwk: { ...sound, e: writeBase64urlUint(65536n) }, expected: /exponent/ },
    { name: 'the ROCA fingerprint', jwk: { ...sound, n: writeBase64urlUint(rocaModulus()) }, expected: /ROCA/ },
    {
      name: 'a modulus that would make signing a denial of service',
      jwk: { ...sound, n: writeBase64urlUint(1n + 2n ** 9000n) },
      expected: /at most 8192/,
    },
    { name: 'a modulus that is not base64url', jwk: { ...sound, n: '+/=' }, expected: /base64url/ },
    { name: 'a modulus of one letter, which is no byte', jwk: { ...sound, n: 'A' }, expected: /base64url/ },
    { name: 'no modulus', jwk: { kty: 'RSA', e: 'AQAB' }, expected: /needs n and e/ },
  ])('refuses $name', ({ jwk, expected }) => {
    expect(weakKeyProblem(jwk)).toMatch(expected);
  });

  test('accepts a sound RSA key and leaves other types to their curve', () => {
    expect(weakKeyProblem(sound)).toBeUndefined();
    expect(hasRocaFingerprint(modulus)).toBe(false);
    expect(weakKeyProblem({ kty: 'EC', crv: 'P-256' })).toBeUndefined();
  });
});
