import { createPrivateKey, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { pkcs12Files } from '../../../../test/support/pkcs12-files.js';
import { Pkcs12PasswordError } from './opened-content.js';
import { isDer, readPkcs12 } from './read-pkcs12.js';

const PASSWORD = 'changeit';
const bytesOf = (name: keyof typeof pkcs12Files): Buffer => Buffer.from(pkcs12Files[name], 'base64');

test.each([
  { name: 'keytool', entries: [['certificate', 'hospital']] },
  {
    name: 'openssl',
    entries: [
      ['certificate', 'Kitchen'],
      ['private-key', 'Kitchen'],
    ],
  },
  {
    name: 'older',
    entries: [
      ['certificate', 'us'],
      ['private-key', 'us'],
    ],
  },
] as const)('reads what $name wrote: certificates, and keys that stay encrypted', ({ name, entries }) => {
  const read = readPkcs12(bytesOf(name), PASSWORD);
  const certificate = new X509Certificate(read[0]?.pem ?? '');
  const keys = read.filter(({ kind }) => kind === 'private-key').map(({ pem }) => pem);

  expect(read.map(({ kind, alias }) => [kind, alias])).toEqual(entries);
  expect(certificate.subject).toBe('CN=ca');
  for (const key of keys) {
    expect(() => createPrivateKey(key)).toThrow();
    expect(certificate.checkPrivateKey(createPrivateKey({ key, passphrase: PASSWORD }))).toBe(true);
  }
});

test('reads what is neither encrypted nor protected, whatever the password', () => {
  expect([readPkcs12(bytesOf('open')), readPkcs12(bytesOf('open'), 'x')].map(({ length }) => length)).toEqual([1, 1]);
});

test.each(['keytool', 'openssl', 'older'] as const)('%s: another password, none, or altered bytes are told', (name) => {
  const altered = bytesOf(name);
  altered[60] = (altered[60] ?? 0) ^ 1;

  expect(() => readPkcs12(bytesOf(name), 'Changeit')).toThrow(Pkcs12PasswordError);
  expect(() => readPkcs12(bytesOf(name))).toThrow(Pkcs12PasswordError);
  expect(() => readPkcs12(altered, PASSWORD)).toThrow(TypeError);
});

test('the RC2 of old tools is not read', () => {
  expect(() => readPkcs12(bytesOf('weak'), PASSWORD)).toThrow(/RC2 of old tools/);
});

test('whatever else it is given, it says so', () => {
  const cut = fc.tuple(fc.constantFrom('open', 'older'), fc.nat(3_000)).map(([name, end]) => {
    return bytesOf(name).subarray(0, end);
  });
  const changed = fc.tuple(fc.nat(3_000), fc.nat(255)).map(([place, value]) => {
    const bytes = bytesOf('open');
    bytes[place % bytes.length] = value;
    return bytes;
  });
  fc.assert(
    fc.property(fc.oneof(cut, changed, fc.uint8Array({ maxLength: 200 }).map(Buffer.from)), (bytes) => {
      try {
        readPkcs12(bytes, PASSWORD);
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
      }
    }),
  );
});

test('PEM is told from it by its first byte', () => {
  expect([isDer(bytesOf('open')), isDer(Buffer.from('-----BEGIN')), isDer(Buffer.alloc(0))]).toEqual([
    true,
    false,
    false,
  ]);
});
