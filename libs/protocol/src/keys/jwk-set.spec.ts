import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { publicJwk, publicJwkSet } from './jwk-set.js';

const privateJwks: readonly JsonWebKey[] = [
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
];
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];

describe('publicJwk', () => {
  test.each(privateJwks.map((jwk) => ({ kty: jwk.kty, jwk })))(
    'STD OC6, V-50: shows nothing private of an $kty key',
    ({ jwk }) => {
      const shown = publicJwk({
        ...jwk,
        k: 'secret',
        oth: [{ d: 'x' }],
        priv: 'x',
        kid: 'one',
        alg: 'RS256',
        note: 'mine',
      });

      expect(Object.keys(shown)).toEqual(expect.not.arrayContaining(privateMembers));
      for (const name of [...privateMembers, 'note']) expect(shown).not.toHaveProperty([name]);
      expect(shown).toMatchObject({ kid: 'one', alg: 'RS256', use: 'sig', kty: jwk.kty });
    },
  );

  test('V-50: takes no nested object, which could hold a private part', () => {
    const [rsa] = privateJwks;

    expect(publicJwk({ ...rsa, x5c: [{ d: 'x' }], alg: { d: 'x' } })).toEqual({
      kty: 'RSA',
      n: rsa?.n,
      e: rsa?.e,
      use: 'sig',
    });
  });

  test.each([
    { name: 'a shared secret', jwk: { kty: 'oct', k: 'c2VjcmV0' } },
    { name: 'no type', jwk: { n: 'x', e: 'AQAB' } },
    { name: 'a type of Object.prototype', jwk: { kty: 'constructor' } },
    { name: 'an RSA key without modulus', jwk: { kty: 'RSA', e: 'AQAB', d: 'x' } },
    { name: 'an EC key with a number in it', jwk: { kty: 'EC', crv: 'P-256', x: 1, y: 'x' } },
  ])('refuses $name', ({ jwk }) => {
    expect(() => publicJwk(jwk)).toThrow(TypeError);
  });

  test('keeps the use that the key states', () => {
    expect(publicJwk({ kty: 'RSA', n: 'x', e: 'AQAB', use: 'enc', x5c: ['MII'] })).toMatchObject({
      use: 'enc',
      x5c: ['MII'],
    });
  });
});

describe('publicJwkSet', () => {
  test('STD OC6: refuses two keys with one kid', () => {
    const jwk = { kty: 'RSA', n: 'x', e: 'AQAB', kid: 'one' };

    expect(() => publicJwkSet([jwk, { ...jwk, n: 'y' }])).toThrow(TypeError);
  });

  test('keeps the order of the keys', () => {
    const set = publicJwkSet(privateJwks.map((jwk, index) => ({ ...jwk, kid: String(index) })));

    expect(set.keys.map((key) => key['kid'])).toEqual(['0', '1', '2']);
  });
});
