import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { jwkThumbprint } from './jwk-thumbprint.js';

describe('jwkThumbprint', () => {
  test('is that of RFC 7638 §3.1, whatever else the key says', () => {
    const n =
      '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';

    expect(jwkThumbprint({ kty: 'RSA', n, e: 'AQAB', alg: 'RS256', kid: '2011-04-29' })).toBe(
      'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    );
  });

  test.each([
    { name: 'RSA', pair: generateKeyPairSync('rsa', { modulusLength: 2048 }) },
    { name: 'P-256', pair: generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
    { name: 'Ed25519', pair: generateKeyPairSync('ed25519') },
  ])('of $name is the same for both halves of a pair, and what jose says', async ({ pair }) => {
    const [whole, half] = [pair.privateKey.export({ format: 'jwk' }), pair.publicKey.export({ format: 'jwk' })];

    expect(jwkThumbprint(whole)).toBe(jwkThumbprint(half));
    expect(jwkThumbprint(half)).toBe(await calculateJwkThumbprint(half as JWK));
  });

  test.each([
    { name: 'a shared secret', jwk: { kty: 'oct', k: 'AAAA' } },
    { name: 'half a point', jwk: { kty: 'EC', crv: 'P-256', x: 'AAAA' } },
  ])('there is none of $name', ({ jwk }) => {
    expect(() => jwkThumbprint(jwk)).toThrow(TypeError);
  });
});
