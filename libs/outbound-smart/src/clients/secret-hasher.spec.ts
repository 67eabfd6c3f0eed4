import { clientSecretEncodings } from '#protocol/client/client-secret-encoding';
import { hashGeneratedSecret, isSlowSecretHash } from '#protocol/client/client-secret-hash';
import { HashThreads } from '#slow-hashing/hash-threads';
import { SecretCheckBusyError, SecretHasher } from './secret-hasher.js';

const threads = new HashThreads();
const hasher = new SecretHasher(threads);
afterAll(() => threads.close());

/** What the encodings write, as far as it is not by chance. */
const written: Readonly<Record<string, RegExp>> = {
  SHA256_1000_ROUND: /^\$iterated-sha256\$i=1000\$[\w+/]{22}\$[\w+/]{43}$/,
  SHA256_10000_ROUND: /^\$iterated-sha256\$i=10000\$/,
  SHA256_100000_ROUND: /^\$iterated-sha256\$i=100000\$/,
  PBKDF2_256_1000_RND: /^\$pbkdf2-sha256\$i=1000\$[\w+/]{22}\$[\w+/]{43}$/,
  PBKDF2_256_10000_RND: /^\$pbkdf2-sha256\$i=10000\$/,
  PBKDF2_256_100000_RND: /^\$pbkdf2-sha256\$i=100000\$/,
  BCRYPT_10_ROUND: /^\$2b\$10\$/,
  BCRYPT_12_ROUND: /^\$2b\$12\$/,
  BCRYPT_14_ROUND: /^\$2b\$14\$/,
  BCRYPT_16_ROUND: /^\$2b\$16\$/,
};
/** Seconds each; they differ from the others of their kind by a number. */
const tooSlow: readonly string[] = ['BCRYPT_14_ROUND', 'BCRYPT_16_ROUND'];
/** Those that a test can afford many times. */
const quick = ['SHA256_1000_ROUND', 'PBKDF2_256_1000_RND', 'BCRYPT_10_ROUND'] as const;

const long = 'ä'.repeat(36);
const neighbours = [
  { name: 'the same text in capitals', secret: 'correct horse', other: 'Correct horse' },
  { name: 'a space more', secret: 'correct horse', other: 'correct horse ' },
  { name: 'a NUL and the same again', secret: 'correct horse', other: 'correct horse\0correct horse' },
  { name: 'another normalisation', secret: 'josé'.normalize('NFC'), other: 'josé'.normalize('NFD') },
  { name: 'the same first 72 bytes', secret: `${long}b`, other: `${long}c` },
  { name: 'exactly the first 72 bytes', secret: `${long}b`, other: long },
  { name: 'another 256th character', secret: `${'x'.repeat(255)}a`, other: `${'x'.repeat(255)}b` },
];

describe('SecretHasher', () => {
  test('knows all documented encodings', () => {
    expect(Object.keys(written)).toEqual(Object.keys(clientSecretEncodings));
  });

  test.each(Object.entries(written).filter(([name]) => !tooSlow.includes(name)))(
    'ruling 64: %s writes what it reads again, with a new salt each time',
    async (encoding, form) => {
      const [hash, again] = [
        await hasher.hash('correct horse', encoding),
        await hasher.hash('correct horse', encoding),
      ];

      expect(hash).toMatch(form);
      expect(again).not.toBe(hash);
      expect(isSlowSecretHash(hash)).toBe(true);
      expect(await hasher.fits('correct horse', hash)).toBe(true);
      expect(await hasher.fits('correct hors', hash)).toBe(false);
    },
  );

  test.each(quick.flatMap((encoding) => neighbours.map((row) => ({ encoding, ...row }))))(
    'V-60: with $encoding, $name is another secret',
    async ({ encoding, secret, other }) => {
      const hash = await hasher.hash(secret, encoding);

      expect(await hasher.fits(other, hash)).toBe(false);
      expect(await hasher.fits(secret, hash)).toBe(true);
    },
  );

  test('V-60: a secret that bcrypt would cut is hashed as passlib does it', async () => {
    // The example of passlib's documentation of bcrypt_sha256.
    const hash = '$bcrypt-sha256$v=2,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2';

    expect(await hasher.fits('password', hash)).toBe(true);
    expect(await hasher.hash('x'.repeat(73), 'BCRYPT_10_ROUND')).toMatch(/^\$bcrypt-sha256\$v=2,t=2b,r=10\$/);
    expect(await hasher.hash('x'.repeat(72), 'BCRYPT_10_ROUND')).toMatch(/^\$2b\$10\$/);
  });

  test.each([
    {
      name: 'bcrypt of Python',
      hash: '$2b$12$GhvMmNVjRW29ulnudl.LbuAnUtN/LRfe1JsBm1Xu6LE3059z5Tr8m',
      secret: 'password',
    },
    {
      name: 'bcrypt of PHP',
      hash: '$2y$10$.vGA1O9wmRjrwAVXD98HNOgsNpDczlqm3Jq7KnEd1rVAGv3Fykk1a',
      secret: 'rasmuslerdorf',
    },
    {
      name: 'Argon2id',
      hash: '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
      secret: 'password',
    },
  ])('ruling 64: $name made elsewhere is checked', async ({ hash, secret }) => {
    expect(await hasher.fits(secret, hash)).toBe(true);
    expect(await hasher.fits(`${secret}x`, hash)).toBe(false);
  });

  test.each([
    { name: 'a hash of unknown form', secret: 'plain', hash: 'plain' },
    { name: 'other generated secret', secret: 'ghs_b', hash: hashGeneratedSecret('ghs_a') },
    { name: 'the hash itself', secret: hashGeneratedSecret('ghs_a'), hash: hashGeneratedSecret('ghs_a') },
  ])('$name never fits', async ({ secret, hash }) => {
    expect(await hasher.fits(secret, hash)).toBe(false);
  });

  test('R-18: beyond the queue a check is refused, and seeds are hashed all the same', async () => {
    const hash = await hasher.hash('correct horse', 'BCRYPT_10_ROUND');
    const checks = Array.from({ length: 30 }, (_, index) => hasher.fits(`wrong ${index}`, hash));

    const [settled] = await Promise.all([Promise.allSettled(checks), hasher.hash('seed', 'SHA256_1000_ROUND')]);

    const refused = settled.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused).toHaveLength(9);
    expect(refused.every(({ reason }) => reason instanceof SecretCheckBusyError)).toBe(true);
  });
});
