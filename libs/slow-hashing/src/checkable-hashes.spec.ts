import { verifySync as verifyArgon2 } from '@node-rs/argon2';
import { hashSync as bcryptHash, verifySync as verifyBcrypt } from '@node-rs/bcrypt';
import fc from 'fast-check';
import { phcBase64, readArgon2id, readBcrypt } from '#protocol/slow-hash';

const PHC_ALPHABET = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const BCRYPT_ALPHABET = Array.from('./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');

const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength }).map(phcBase64);
/** Of every length around those that are read, with and without bits to spare. */
const anyBase64 = fc
  .array(fc.constantFrom(...PHC_ALPHABET), { minLength: 8, maxLength: 90 })
  .map((all) => all.join(''));
const base64 = fc.oneof(anyBase64, bytes(6, 68));
const costs = fc.constantFrom(
  ...['m=8,t=1,p=1', 'm=32,t=1,p=4', 'm=64,t=2,p=1', 'm=9,t=999,p=1'],
  ...[
    'm=08,t=1,p=1',
    'm=8,t=01,p=1',
    'm=8,t=1,p=01',
    'm=0,t=1,p=1',
    'm=7,t=1,p=1',
    'm=15,t=1,p=2',
    'm=8,t=0,p=1',
    'm=8,t=1,p=0',
  ],
);

describe('ruling 64: a hash that is read', () => {
  test('of Argon2id is checked without an error', () => {
    const read = fc
      .tuple(costs, base64, base64)
      .map(([cost, salt, key]) => `$argon2id$v=19$${cost}$${salt}$${key}`)
      .filter((hash) => readArgon2id(hash) !== undefined);

    fc.assert(
      fc.property(read, (hash) => expect(verifyArgon2(hash, 'x')).toBe(false)),
      { numRuns: 300 },
    );
  });

  test('of Argon2id is every one that has 8 to 66 bytes of salt and 16 to 66 of key', () => {
    fc.assert(
      fc.property(bytes(8, 66), bytes(16, 66), (salt, key) => {
        expect(readArgon2id(`$argon2id$v=19$m=8,t=1,p=1$${salt}$${key}`)).toEqual({
          memoryKib: 8,
          passes: 1,
          lanes: 1,
        });
      }),
    );
  });

  test('of bcrypt has no bits to spare that are set: the right secret would not match it', () => {
    const hash = bcryptHash('correct', { cost: 4 });
    const endsOfSalt = BCRYPT_ALPHABET.map((character) => hash.slice(0, 28) + character + hash.slice(29));
    const endsOfDigest = BCRYPT_ALPHABET.map((character) => hash.slice(0, 59) + character);
    const read = (texts: readonly string[]) => texts.filter((text) => readBcrypt(text) !== undefined);

    expect([read(endsOfSalt).length, read(endsOfDigest).length]).toEqual([4, 16]);
    for (const texts of [endsOfSalt, endsOfDigest])
      expect([read(texts), texts].map((some) => some.filter((text) => verifyBcrypt('correct', text)))).toEqual([
        [hash],
        [hash],
      ]);
  });
});
