import { isPasswordLengthAccepted, mostBcryptRounds, readPasswordHash } from './password-hash.js';

const tail = '$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g';
const bcrypt = 'abcdefghijklmnopqrstuuO5xgGbrjPS9WC8Yq1PZbGZZWqUvzL9W';

describe('readPasswordHash', () => {
  test.each([
    { name: 'nothing', hash: '' },
    { name: 'a plain password', hash: 'secret' },
    { name: 'Argon2i', hash: `$argon2i$v=19$m=19456,t=2,p=1${tail}` },
    { name: 'Argon2d', hash: `$argon2d$v=19$m=19456,t=2,p=1${tail}` },
    { name: 'an older Argon2', hash: `$argon2id$v=16$m=19456,t=2,p=1${tail}` },
    { name: 'memory of 4 GiB', hash: `$argon2id$v=19$m=4194304,t=2,p=1${tail}` },
    { name: 'F-35: 256 MiB ten times', hash: `$argon2id$v=19$m=262144,t=10,p=4${tail}` },
    { name: 'F-35: 64 MiB nine times', hash: `$argon2id$v=19$m=65536,t=9,p=1${tail}` },
    { name: 'F-35: bcrypt of 2^15 rounds', hash: `$2b$15$${bcrypt}` },
    { name: '100 passes', hash: `$argon2id$v=19$m=19456,t=100,p=1${tail}` },
    { name: '99 lanes', hash: `$argon2id$v=19$m=19456,t=2,p=99${tail}` },
    { name: 'no passes', hash: `$argon2id$v=19$m=19456,t=0,p=1${tail}` },
    { name: 'passes with a zero in front', hash: `$argon2id$v=19$m=19456,t=02,p=1${tail}` },
    { name: 'memory with a zero in front', hash: `$argon2id$v=19$m=019456,t=2,p=1${tail}` },
    { name: 'lanes with a zero in front', hash: `$argon2id$v=19$m=19456,t=2,p=01${tail}` },
    {
      name: 'a salt of a length that does not occur',
      hash: `$argon2id$v=19$m=8192,t=2,p=1$${'a'.repeat(13)}$${'a'.repeat(43)}`,
    },
    {
      name: 'a salt with bits to spare that are set',
      hash: `$argon2id$v=19$m=8192,t=2,p=1$${'a'.repeat(86)}$${'A'.repeat(86)}`,
    },
    {
      name: 'a key with bits to spare that are set',
      hash: `$argon2id$v=19$m=8192,t=2,p=1$${'A'.repeat(86)}$${'a'.repeat(86)}`,
    },
    { name: 'bcrypt that nothing matches', hash: `$2b$12$${'/'.repeat(53)}` },
    { name: 'less memory than lanes need', hash: `$argon2id$v=19$m=8,t=2,p=2${tail}` },
    { name: 'text after it', hash: `$argon2id$v=19$m=19456,t=2,p=1${tail}\n` },
    { name: 'bcrypt of 2^31 rounds', hash: `$2b$31$${bcrypt}` },
    { name: 'bcrypt of too few rounds', hash: `$2b$03$${bcrypt}` },
    { name: 'the broken bcrypt', hash: `$2x$12$${bcrypt}` },
    { name: 'a short bcrypt', hash: '$2b$12$abc' },
    { name: 'PBKDF2 of which a part is missing', hash: '$pbkdf2-sha256$i=600000$c2FsdA$aGFzaA' },
    { name: 'F-35: PBKDF2 of 1,100,000 rounds', hash: `$pbkdf2-sha256$i=1100000${tail}` },
    { name: 'one SHA-256, which is for generated secrets alone', hash: `SHA256$${'A'.repeat(43)}` },
    { name: 'an LDAP hash', hash: '{SSHA}c2FsdHNhbHQ=' },
  ])('ruling 64: does not know $name', ({ hash }) => {
    expect(readPasswordHash(hash)).toBeUndefined();
  });

  test.each([
    {
      name: 'our own',
      hash: `$argon2id$v=19$m=19456,t=2,p=1${tail}`,
      expected: { scheme: 'argon2id', outdated: false },
    },
    {
      name: 'a stronger one',
      hash: `$argon2id$v=19$m=65536,t=3,p=4${tail}`,
      expected: { scheme: 'argon2id', outdated: false },
    },
    {
      name: 'a weaker one',
      hash: `$argon2id$v=19$m=4096,t=3,p=1${tail}`,
      expected: { scheme: 'argon2id', outdated: true },
    },
    {
      name: 'what PHP writes',
      hash: `$argon2id$v=19$m=65536,t=4,p=1${tail}`,
      expected: { scheme: 'argon2id', outdated: false },
    },
    { name: 'the costliest bcrypt', hash: `$2b$14$${bcrypt}`, expected: { scheme: 'bcrypt', outdated: true } },
    { name: '$2a$', hash: `$2a$10$${bcrypt}`, expected: { scheme: 'bcrypt', outdated: true } },
    { name: '$2b$', hash: `$2b$12$${bcrypt}`, expected: { scheme: 'bcrypt', outdated: true } },
    {
      name: 'PBKDF2 as client secrets have it',
      hash: `$pbkdf2-sha256$i=100000${tail}`,
      expected: { scheme: 'pbkdf2-sha256', outdated: true },
    },
    {
      name: 'SHA-256 round by round',
      hash: `$iterated-sha256$i=1000${tail}`,
      expected: { scheme: 'iterated-sha256', outdated: true },
    },
    {
      name: 'bcrypt of a digest',
      hash: `$bcrypt-sha256$v=2,t=2b,r=12$${bcrypt.slice(0, 22)}$${bcrypt.slice(22)}`,
      expected: { scheme: 'bcrypt-sha256', outdated: true },
    },
    { name: '$2y$', hash: `$2y$12$${bcrypt}`, expected: { scheme: 'bcrypt', outdated: true } },
  ])('ruling 64: knows $name', ({ hash, expected }) => {
    const read = readPasswordHash(hash);

    expect({ scheme: read?.stored.scheme, outdated: read?.outdated }).toEqual(expected);
  });

  test.each([
    { encoding: 'BCRYPT_12_ROUND', rounds: 14, isRead: true },
    { encoding: 'BCRYPT_12_ROUND', rounds: 16, isRead: false },
    { encoding: 'PBKDF2_256_10000_RND', rounds: 16, isRead: false },
    { encoding: 'BCRYPT_10_ROUND', rounds: 14, isRead: true },
    { encoding: 'BCRYPT_16_ROUND', rounds: 16, isRead: true },
    { encoding: 'BCRYPT_16_ROUND', rounds: 17, isRead: false },
  ])('F-35: with $encoding, bcrypt of 2^$rounds rounds is read → $isRead', ({ encoding, rounds, isRead }) => {
    const most = mostBcryptRounds(encoding);

    expect(readPasswordHash(`$2b$${String(rounds)}$${bcrypt}`, most) !== undefined).toBe(isRead);
  });
});

describe('passwords that are looked at', () => {
  test.each([
    { name: 'nothing', password: '', accepted: false },
    { name: '1,025 bytes', password: 'a'.repeat(1_025), accepted: false },
    { name: '1,026 bytes in 342 characters', password: '€'.repeat(342), accepted: false },
    { name: 'a megabyte', password: 'a'.repeat(1_000_000), accepted: false },
    { name: '1,024 bytes', password: 'a'.repeat(1_024), accepted: true },
    { name: 'an emoji', password: '🔑', accepted: true },
  ])('V-61: $name → $accepted', ({ password, accepted }) => {
    expect(isPasswordLengthAccepted(password)).toBe(accepted);
  });
});
