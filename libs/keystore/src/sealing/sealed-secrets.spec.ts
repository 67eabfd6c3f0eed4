import { WrongEncryptionKeyError } from '../keystore-errors.js';
import { SealedSecrets } from './sealed-secrets.js';

const secrets = new SealedSecrets(Buffer.alloc(32, 1));
const place = { table: 'oauth2_server', row: [7] };
const secret = 'correct horse – батарея';

test('a secret comes back as it was, and nothing of it shows in between', () => {
  const sealed = secrets.seal(place, secret);

  expect(secrets.open(place, sealed)).toBe(secret);
  expect(sealed).toMatch(/^gs1\.[\w-]{11}\.[\w-]{16}\.[\w-]+$/);
  expect(Buffer.from(sealed.split('.')[3] ?? '', 'base64url').toString()).not.toContain('horse');
});

test('the same secret is never sealed to the same text twice', () => {
  expect(secrets.seal(place, secret)).not.toBe(secrets.seal(place, secret));
});

test.each([
  ['another row', { table: 'oauth2_server', row: [8] }, /secret 8 of oauth2_server was altered/],
  ['another table', { table: 'module_config', row: [7] }, /altered/],
  ['a row of a longer key', { table: 'oauth2_server', row: [7, 'x'] }, /altered/],
])('a secret does not open in %s', (_name, elsewhere, expected) => {
  const sealed = secrets.seal(place, secret);

  expect(() => secrets.open(elsewhere, sealed)).toThrow(WrongEncryptionKeyError);
  expect(() => secrets.open(elsewhere, sealed)).toThrow(expected);
});

test('a secret does not open with another encryption key (F-28), and the error does not tell it', () => {
  const other = new SealedSecrets(Buffer.alloc(32, 2));

  expect(() => other.open(place, secrets.seal(place, secret))).toThrow(/another encryption key/);
  expect(() => other.open(place, secret)).toThrow(/unknown format/);
  expect(() => other.open(place, secret)).not.toThrow(/horse/);
});
