import { hashChosenSecret, hashGeneratedSecret, isSlowHash, secretFits } from './secret-hash.js';

const chosen = await hashChosenSecret('correct horse battery', 'BCRYPT_10_ROUND');

describe('secret hashes', () => {
  test.each([
    { name: 'other secret', secret: 'correct horse batter', hash: chosen, expected: false },
    { name: 'the secret with a space', secret: 'correct horse battery ', hash: chosen, expected: false },
    { name: 'more than bcrypt tells apart (V-60)', secret: 'x'.repeat(73), hash: chosen, expected: false },
    { name: 'a hash of unknown form', secret: 'plain', hash: 'plain', expected: false },
    { name: 'other generated secret', secret: 'ghs_b', hash: hashGeneratedSecret('ghs_a'), expected: false },
    {
      name: 'the hash itself',
      secret: hashGeneratedSecret('ghs_a'),
      hash: hashGeneratedSecret('ghs_a'),
      expected: false,
    },
    { name: 'the chosen secret', secret: 'correct horse battery', hash: chosen, expected: true },
    { name: 'the generated secret', secret: 'ghs_a', hash: hashGeneratedSecret('ghs_a'), expected: true },
  ])('ruling 64: $name fits: $expected', async ({ secret, hash, expected }) => {
    expect(await secretFits(secret, hash)).toBe(expected);
  });

  test('ruling 64: bcrypt strings are as everyone writes them, with the configured cost', () => {
    expect(chosen).toMatch(/^\$2[aby]\$10\$/);
    expect(isSlowHash(chosen)).toBe(true);
    expect(isSlowHash(hashGeneratedSecret('ghs_a'))).toBe(false);
  });

  test('V-60: a chosen secret beyond 72 bytes is refused, not cut', async () => {
    await expect(hashChosenSecret('ä'.repeat(37), 'BCRYPT_10_ROUND')).rejects.toThrow(RangeError);
  });
});
