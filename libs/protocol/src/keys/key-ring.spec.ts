import { generateKeyPairSync, sign, type JsonWebKey } from 'node:crypto';
import type { AnyJwk } from './jwk-set.js';
import { KeyRing } from './key-ring.js';
import { fittingKey, readKeySet } from './key-set.js';
import { signingAlgorithms } from './signing-algorithm.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsaJwk = rsa.publicKey.export({ format: 'jwk' });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const p384Jwk = p384.publicKey.export({ format: 'jwk' });
const input = Buffer.from('header.payload');

const key = (jwk: JsonWebKey, more: object = {}): AnyJwk => ({ ...jwk, kid: 'one', ...more });

describe('STD K6: exactly one key with this kid that fits the algorithm', () => {
  test.each<{ name: string; keys: readonly AnyJwk[]; found: number | undefined }>([
    { name: 'one', keys: [key(rsaJwk)], found: 0 },
    { name: 'one of each type under one kid', keys: [key(p384Jwk), key(rsaJwk)], found: 1 },
    { name: 'one for signatures, one for encryption', keys: [key(rsaJwk, { use: 'enc' }), key(rsaJwk)], found: 1 },
    { name: 'one that names the algorithm', keys: [key(rsaJwk, { alg: 'RS384', use: 'sig' })], found: 0 },
    { name: 'one that may verify', keys: [key(rsaJwk, { key_ops: ['verify'] })], found: 0 },
    { name: 'none at all', keys: [], found: undefined },
    { name: 'V-40: two of one kid', keys: [key(rsaJwk), key(rsaJwk)], found: undefined },
    { name: 'another kid', keys: [key(rsaJwk, { kid: 'One' })], found: undefined },
    { name: 'V-40: no kid', keys: [rsaJwk], found: undefined },
    { name: 'another type', keys: [key(p384Jwk)], found: undefined },
    { name: 'R-13: another algorithm', keys: [key(rsaJwk, { alg: 'RS256' })], found: undefined },
    { name: 'V-46: a key for encryption', keys: [key(rsaJwk, { use: 'enc' })], found: undefined },
    { name: 'a key that may only sign', keys: [key(rsaJwk, { key_ops: ['sign'] })], found: undefined },
  ])('$name', ({ keys, found }) => {
    const fitting = fittingKey(keys, { kid: 'one', alg: 'RS384' });

    expect(fitting).toBe(found === undefined ? undefined : keys[found]);
  });

  test.each(['__proto__', 'constructor', "' OR 1=1--", '../../dev/null', 'a\0b'])(
    'V-40: kid %p is a name like any',
    (kid) => {
      expect(fittingKey([key(rsaJwk)], { kid, alg: 'RS384' })).toBeUndefined();
      expect(fittingKey([key(rsaJwk, { ['kid']: kid })], { kid, alg: 'RS384' })).toBeDefined();
    },
  );

  test('an EC key fits the algorithm of its curve alone', () => {
    const fits = signingAlgorithms.filter((alg) => fittingKey([key(p384Jwk)], { kid: 'one', alg }) !== undefined);

    expect(fits).toEqual(['ES384']);
  });
});

describe('KeyRing', () => {
  const signature = sign('sha384', input, { key: p384.privateKey, dsaEncoding: 'ieee-p1363' });

  test('verifies by the key that fits, and imports it once', async () => {
    const ring = new KeyRing([key(p384Jwk)]);
    const verify = await ring.verifier({ kid: 'one', alg: 'ES384' });

    expect(await verify?.(input, signature)).toBe(true);
    expect(await verify?.(Buffer.from('header.forged'), signature)).toBe(false);
    expect(await ring.verifier({ kid: 'one', alg: 'ES384' })).toBe(verify);
  });

  test('V-41: r = s = 0, r = n, s = n, DER, a byte less, a byte more and nothing are no signatures', async () => {
    const orders = {
      ES256: 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
      ES384: 'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
    } as const;
    const keys = [key(p256.publicKey.export({ format: 'jwk' })), key(p384Jwk)];
    const pairs = { ES256: p256, ES384: p384 };
    for (const alg of ['ES256', 'ES384'] as const) {
      const half = Buffer.from(orders[alg], 'hex');
      const one = Buffer.alloc(half.length);
      one[half.length - 1] = 1;
      const der = sign(alg === 'ES256' ? 'sha256' : 'sha384', input, pairs[alg].privateKey);
      const forged = [
        Buffer.alloc(2 * half.length),
        Buffer.concat([half, one]),
        Buffer.concat([one, half]),
        Buffer.concat([half, half]),
        der,
        Buffer.alloc(2 * half.length - 1, 1),
        Buffer.alloc(2 * half.length + 1, 1),
        Buffer.alloc(0),
      ];
      const verify = await new KeyRing(keys).verifier({ kid: 'one', alg });
      if (verify === undefined) throw new Error('There is no such key');

      expect(await Promise.all(forged.map((each) => verify(input, each)))).toEqual(forged.map(() => false));
    }
  });

  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
  test.each<{ name: string; jwk: AnyJwk }>([
    { name: 'S-06: 1024 bits', jwk: key(weak) },
    { name: 'S-06: an exponent of 1', jwk: key(rsaJwk, { e: 'AQ' }) },
    { name: 'no modulus', jwk: { kty: 'RSA', kid: 'one', e: 'AQAB' } },
    { name: 'a modulus that is no text', jwk: key(rsaJwk, { n: 5 }) },
  ])('has nothing to verify with by an RSA key with $name', async ({ jwk }) => {
    expect(await new KeyRing([jwk]).verifier({ kid: 'one', alg: 'RS384' })).toBeUndefined();
  });

  test('a point that is not on the curve is no key', async () => {
    const ring = new KeyRing([key(p384Jwk, { x: 'A'.repeat(64) })]);

    expect(await ring.verifier({ kid: 'one', alg: 'ES384' })).toBeUndefined();
  });
});

describe('readKeySet', () => {
  test.each([
    { name: 'a set', value: { keys: [{ kty: 'EC' }, 'no key', null] }, expected: [{ kty: 'EC' }] },
    { name: 'one bare key', value: { kty: 'EC' }, expected: [{ kty: 'EC' }] },
    { name: 'an empty set', value: { keys: [] }, expected: [] },
  ])('reads $name', ({ value, expected }) => {
    expect(readKeySet(value)).toEqual(expected);
  });

  test.each([
    { name: 'a list', value: [{ kty: 'EC' }] },
    { name: 'a text', value: 'keys' },
    { name: 'null', value: null },
    { name: 'keys that are no list', value: { keys: { kty: 'EC' } } },
    { name: 'V-74: 10,000 keys', value: { keys: Array.from({ length: 10_000 }, () => ({})) } },
  ])('refuses $name', ({ value }) => {
    expect(() => readKeySet(value)).toThrow(TypeError);
  });
});
