import { randomId, randomNonce, randomToken } from './random.js';

describe('randomToken', () => {
  test('R-14: refuses less than 128 bits', () => {
    expect(() => randomToken('ghc_', 15)).toThrow(RangeError);
  });

  test.each([
    { bytes: undefined, characters: 43 },
    { bytes: 16, characters: 22 },
  ])('R-14: prefix and $characters characters of base64url', ({ bytes, characters }) => {
    expect(randomToken('ghc_', bytes)).toMatch(new RegExp(`^ghc_[A-Za-z0-9_-]{${String(characters)}}$`));
  });

  test('R-14: no two alike', () => {
    expect(new Set(Array.from({ length: 1000 }, () => randomToken(''))).size).toBe(1000);
  });
});

test.each([12, 16])('randomNonce has %i bytes, and no two are alike', (bytes) => {
  const nonces = Array.from({ length: 1000 }, () => randomNonce(bytes));
  expect(new Set(nonces.map((nonce) => nonce.length))).toEqual(new Set([bytes]));
  expect(new Set(nonces.map((nonce) => nonce.toString('hex'))).size).toBe(1000);
});

test('randomId is a UUID of version 4', () => {
  expect(randomId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
