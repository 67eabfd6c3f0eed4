import { createPrivateKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { readBase64urlUint, writeBase64urlUint } from './base64url-uint.js';
import { withRsaFactors } from './rsa-factors.js';

/** Members of a key, some of which may be missing. */
type Members = Readonly<Record<string, unknown>>;

const generated = (modulusLength = 2048, publicExponent = 65_537): JsonWebKey =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent }).privateKey.export({ format: 'jwk' });
const shortened = ({ kty, n, e, d }: Members): JsonWebKey => ({ kty, n, e, d }) as JsonWebKey;
const changed = (value: unknown, by: bigint): string => writeBase64urlUint((readBase64urlUint(value) ?? 0n) + by);

const key = generated();
const prime = readBase64urlUint(key.p) ?? 0n;

describe('withRsaFactors (ruling 2)', () => {
  test.each([
    ...Array.from({ length: 6 }, () => ({ bits: 2048, exponent: 65_537 })),
    { bits: 2048, exponent: 3 },
    { bits: 3072, exponent: 65_537 },
  ])('finds the members of a key of $bits bits with exponent $exponent as its maker had them', ({ bits, exponent }) => {
    const whole = generated(bits, exponent);

    const found = withRsaFactors({ ...shortened(whole), kid: 'mine' });

    expect(found).toEqual({ ...inOrder(whole), kid: 'mine' });
  });

  test('leaves a key alone that has them all, and completes one that has some', () => {
    expect(withRsaFactors(key)).toBe(key);
    expect(withRsaFactors({ ...key, qi: '' })).toEqual(inOrder(key));
  });

  test('finds them where d is the inverse by the other rule, (p - 1)(q - 1), and so is larger', () => {
    const other = readBase64urlUint(key.q) ?? 0n;
    const d = inverseOf65537((prime - 1n) * (other - 1n));

    const found = withRsaFactors({ ...shortened(key), d: writeBase64urlUint(d) });

    expect(found).toMatchObject({ p: inOrder(key).p, q: inOrder(key).q });
    expect(() => createPrivateKey({ key: found ?? {}, format: 'jwk' })).not.toThrow();
  });

  test.each<{ name: string; jwk: Members }>([
    { name: 'd of another key', jwk: { ...key, d: generated().d } },
    { name: 'n of another key', jwk: { ...key, n: generated().n } },
    { name: 'another e', jwk: { ...key, e: writeBase64urlUint(3n) } },
    { name: 'd greater by one', jwk: { ...key, d: changed(key.d, 1n) } },
    { name: 'd greater by two', jwk: { ...key, d: changed(key.d, 2n) } },
    { name: 'd that is as large as n', jwk: { ...key, d: key.n } },
    { name: 'd of 0', jwk: { ...key, d: writeBase64urlUint(0n) } },
    { name: 'd and e of 1', jwk: { ...key, d: writeBase64urlUint(1n), e: writeBase64urlUint(1n) } },
    { name: 'n of 0', jwk: { ...key, n: writeBase64urlUint(0n) } },
    { name: 'n of 1', jwk: { ...key, n: writeBase64urlUint(1n) } },
    { name: 'no n', jwk: { kty: 'RSA', e: key.e, d: key.d } },
    { name: 'd in the base64 of mails', jwk: { ...key, d: `+/${String(key.d).slice(2)}` } },
    { name: 'd in one letter', jwk: { ...key, d: 'A' } },
    { name: 'd without end', jwk: { ...key, d: 'A'.repeat(100_000) } },
    {
      name: 'a prime in place of n, which has no factors',
      jwk: { ...key, n: key.p, e: writeBase64urlUint(65_537n), d: writeBase64urlUint(inverseOf65537(prime - 1n)) },
    },
  ])('refuses $name, at once', ({ jwk }) => {
    const before = process.threadCpuUsage();

    const found = withRsaFactors(shortened(jwk));

    const { user, system } = process.threadCpuUsage(before);
    expect(found).toBeUndefined();
    // Processor time: some 40 ms, and for the prime, which is tried by every base, a second.
    expect((user + system) / 1_000).toBeLessThan(5_000);
  });
});

/** The greater factor first, as the computed keys have it; makers of keys do that, but need not. */
function inOrder(whole: JsonWebKey): JsonWebKey {
  const [p = 0n, q = 0n] = [whole.p, whole.q].map((member) => readBase64urlUint(member));
  if (p > q) return whole;
  throw new Error('Node exports the greater factor first');
}

/** The multiplicative inverse, found by trying: one of 65,537 multiples fits. */
function inverseOf65537(modulus: bigint): bigint {
  for (let multiple = 1n; multiple <= 65_537n; multiple += 1n) {
    if ((multiple * modulus + 1n) % 65_537n === 0n) return (multiple * modulus + 1n) / 65_537n;
  }
  throw new Error('65537 divides the modulus');
}
