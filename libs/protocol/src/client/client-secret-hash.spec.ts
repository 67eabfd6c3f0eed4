import fc from 'fast-check';
import { writeBcryptSha256, writeDerivedHash } from '../stored-hash.js';
import { hashGeneratedSecret, isCostlySecretHash, isSlowSecretHash, readSecretHash } from './client-secret-hash.js';

const salt = 'c2FsdHNhbHRzYWx0c2FsdA';
const key = 'LvfS2fOAYdlVMOoZmGyvW3dUbRgRq3R5N6GxQ5zDXzk';
const bcrypt = 'abcdefghijklmnopqrstuuO5xgGbrjPS9WC8Yq1PZbGZZWqUvzL9W';

describe('readSecretHash', () => {
  test.each([
    { name: 'nothing', hash: '' },
    { name: 'a plain secret', hash: 'correct horse battery' },
    { name: 'a digest that is cut', hash: 'SHA256$abc' },
    { name: 'PBKDF2 of a hundred million rounds', hash: `$pbkdf2-sha256$i=100000000$${salt}$${key}` },
    { name: 'F-35: PBKDF2 of 1,100,000 rounds', hash: `$pbkdf2-sha256$i=1100000$${salt}$${key}` },
    { name: 'F-35: SHA-256 of 300,000 rounds', hash: `$iterated-sha256$i=300000$${salt}$${key}` },
    { name: 'no rounds', hash: `$iterated-sha256$i=0$${salt}$${key}` },
    { name: 'rounds in hexadecimal', hash: `$iterated-sha256$i=0x10$${salt}$${key}` },
    { name: 'rounds with an exponent', hash: `$iterated-sha256$i=1e6$${salt}$${key}` },
    { name: 'rounds with a zero in front', hash: `$iterated-sha256$i=01000$${salt}$${key}` },
    { name: 'negative rounds', hash: `$pbkdf2-sha256$i=-1$${salt}$${key}` },
    { name: 'a key that is cut', hash: `$pbkdf2-sha256$i=1000$${salt}$${key.slice(1)}` },
    { name: 'no salt', hash: `$pbkdf2-sha256$i=1000$$${key}` },
    { name: 'a salt without end', hash: `$pbkdf2-sha256$i=1000$${'a'.repeat(87)}$${key}` },
    { name: 'text after it', hash: `$pbkdf2-sha256$i=1000$${salt}$${key}\n` },
    { name: 'PBKDF2 of another digest', hash: `$pbkdf2-sha512$i=1000$${salt}$${key}` },
    { name: "Django's PBKDF2", hash: `pbkdf2_sha256$1000$${salt}$${key}` },
    { name: 'bcrypt of 2^17 rounds', hash: `$2b$17$${bcrypt}` },
    { name: 'bcrypt of 2^31 rounds', hash: `$2b$31$${bcrypt}` },
    { name: 'the broken bcrypt', hash: `$2x$12$${bcrypt}` },
    {
      name: 'digested bcrypt of 2^31 rounds',
      hash: `$bcrypt-sha256$v=2,t=2b,r=31$${bcrypt.slice(0, 22)}$${bcrypt.slice(22)}`,
    },
    {
      name: 'digested bcrypt of the first version',
      hash: `$bcrypt-sha256$2b,12$${bcrypt.slice(0, 22)}$${bcrypt.slice(22)}`,
    },
    { name: 'Argon2id with 4 GiB', hash: `$argon2id$v=19$m=4194304,t=2,p=1$${salt}$${key}` },
    { name: 'F-35: Argon2id of 256 MiB ten times', hash: `$argon2id$v=19$m=262144,t=10,p=4$${salt}$${key}` },
    { name: 'Argon2i', hash: `$argon2i$v=19$m=19456,t=2,p=1$${salt}$${key}` },
    { name: 'a digest with bits to spare that are set', hash: `SHA256$${'a'.repeat(43)}` },
    { name: 'a salt of a length that does not occur', hash: `$pbkdf2-sha256$i=1000$${'A'.repeat(13)}$${key}` },
    { name: 'a salt with bits to spare that are set', hash: `$iterated-sha256$i=1000$${'a'.repeat(22)}$${key}` },
    { name: 'a key with bits to spare that are set', hash: `$iterated-sha256$i=1000$${salt}$${'a'.repeat(43)}` },
    { name: 'bcrypt that nothing matches', hash: `$2b$12$${'/'.repeat(53)}` },
    { name: 'digested bcrypt that nothing matches', hash: writeBcryptSha256(`$2b$12$${'/'.repeat(53)}`) },
    {
      name: 'digested bcrypt with a zero in front of the rounds',
      hash: `$bcrypt-sha256$v=2,t=2b,r=04$${bcrypt.slice(0, 22)}$${bcrypt.slice(22)}`,
    },
    { name: 'an LDAP hash', hash: '{SSHA}c2FsdHNhbHQ=' },
  ])('ruling 64: does not know $name', ({ hash }) => {
    expect(readSecretHash(hash)).toBeUndefined();
  });

  test.each([
    { scheme: 'digest', hash: hashGeneratedSecret('ghs_x') },
    { scheme: 'bcrypt', hash: `$2a$10$${bcrypt}` },
    { scheme: 'bcrypt', hash: `$2b$16$${bcrypt}` },
    { scheme: 'bcrypt', hash: `$2y$04$${bcrypt}` },
    { scheme: 'argon2id', hash: `$argon2id$v=19$m=19456,t=2,p=1$${salt}$${key}` },
    { scheme: 'pbkdf2-sha256', hash: `$pbkdf2-sha256$i=1000000$${salt}$${key}` },
    { scheme: 'iterated-sha256', hash: `$iterated-sha256$i=1$${salt}$${key}` },
    { scheme: 'bcrypt-sha256', hash: writeBcryptSha256(`$2b$04$${bcrypt}`) },
  ])('ruling 64: knows $scheme: $hash', ({ scheme, hash }) => {
    expect(readSecretHash(hash)?.scheme).toBe(scheme);
  });

  test('reads what was written', () => {
    const bytes = (least: number, most: number) =>
      fc.uint8Array({ minLength: least, maxLength: most }).map((array) => Buffer.from(array));
    const written = fc.record({
      scheme: fc.constantFrom('pbkdf2-sha256', 'iterated-sha256'),
      rounds: fc.integer({ min: 1, max: 256_000 }),
      salt: bytes(9, 64),
      key: bytes(32, 32),
    });

    fc.assert(fc.property(written, (hash) => expect(readSecretHash(writeDerivedHash(hash))).toEqual(hash)));
  });

  test.each([
    { hash: `$2b$14$${bcrypt}`, isCostly: false },
    { hash: `$2b$15$${bcrypt}`, isCostly: true },
    { hash: writeBcryptSha256(`$2b$14$${bcrypt}`), isCostly: false },
    { hash: writeBcryptSha256(`$2b$16$${bcrypt}`), isCostly: true },
    { hash: `$pbkdf2-sha256$i=1000000$${salt}$${key}`, isCostly: false },
  ])('F-35: $hash from elsewhere costs too much → $isCostly', ({ hash, isCostly }) => {
    expect(isCostlySecretHash(hash)).toBe(isCostly);
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void readSecretHash(text)));
    fc.assert(fc.property(fc.string(), (text) => void readSecretHash(`$pbkdf2-sha256$i=1000$${text}`)));
  });

  test('ruling 64: only the digest of a generated secret is checked without delay', () => {
    expect(isSlowSecretHash(hashGeneratedSecret('ghs_x'))).toBe(false);
    expect(isSlowSecretHash(`$iterated-sha256$i=1$${salt}$${key}`)).toBe(true);
  });
});
