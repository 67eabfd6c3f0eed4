import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { KeyEncryption } from './key-encryption.js';
import { WrongEncryptionKeyError } from '../keystore-errors.js';

const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const encryption = new KeyEncryption(Buffer.alloc(32, 1));
const other = new KeyEncryption(Buffer.alloc(32, 2));

test('a key comes back as it was, and nothing of it shows in between', () => {
  const encrypted = encryption.encrypt('default', 'a', jwk);

  expect(encryption.decrypt('default', 'a', encrypted)).toEqual(jwk);
  expect(encrypted).toMatch(new RegExp(`^gk1\\.${encryption.keyId}\\.[\\w-]{16}\\.[\\w-]+$`));
  expect(Buffer.from(encrypted.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toContain('"d"');
});

test('the same key is never encrypted to the same text twice', () => {
  expect(encryption.encrypt('default', 'a', jwk)).not.toBe(encryption.encrypt('default', 'a', jwk));
});

test('the key id differs by key and tells nothing of it', () => {
  expect(encryption.keyId).not.toBe(other.keyId);
  expect(new KeyEncryption(Buffer.alloc(32, 1)).keyId).toBe(encryption.keyId);
});

test.each([
  ['another encryption key (F-28)', (text: string) => other.decrypt('default', 'a', text), /another encryption key/],
  ['another keystore', (text: string) => encryption.decrypt('other', 'a', text), /altered/],
  ['another kid', (text: string) => encryption.decrypt('default', 'b', text), /altered/],
  [
    'another format',
    (text: string) => encryption.decrypt('default', 'a', text.replace('gk1', 'gk9')),
    /unknown format/,
  ],
  [
    'a forged key id',
    (text: string) => other.decrypt('default', 'a', text.replace(encryption.keyId, other.keyId)),
    /altered/,
  ],
  ['a cut text', (text: string) => encryption.decrypt('default', 'a', text.slice(0, -4)), /altered/],
  ['nothing', () => encryption.decrypt('default', 'a', ''), /unknown format/],
])('refuses %s', (_name, attempt, expected) => {
  const encrypted = encryption.encrypt('default', 'a', jwk);

  expect(() => attempt(encrypted)).toThrow(WrongEncryptionKeyError);
  expect(() => attempt(encrypted)).toThrow(expected);
});

test('refuses every altered byte', () => {
  const [format, keyId, iv, sealed] = encryption.encrypt('default', 'a', jwk).split('.') as [
    string,
    string,
    string,
    string,
  ];
  const bytes = Buffer.from(sealed, 'base64url');

  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (position, change) => {
      const altered = Buffer.from(bytes);
      altered[position] = (altered[position] ?? 0) ^ change;
      expect(() =>
        encryption.decrypt('default', 'a', [format, keyId, iv, altered.toString('base64url')].join('.')),
      ).toThrow(WrongEncryptionKeyError);
    }),
  );
});
