import { DerivedSecrets } from './derived-secrets.js';
import { checkEncryptionKey, requireFirstUse } from './encryption-key-check.js';
import { WrongEncryptionKeyError } from '../keystore-errors.js';

const one = Buffer.alloc(32, 1);
const two = Buffer.alloc(32, 2);

test('a secret has 32 bytes, is the same every time, and differs by purpose and by key', () => {
  const secret = new DerivedSecrets(one).derive('browser-cookie');
  const again = new DerivedSecrets(one).derive('browser-cookie');
  const ofOtherPurpose = new DerivedSecrets(one).derive('refresh-token');
  const ofOtherKey = new DerivedSecrets(two).derive('browser-cookie');

  expect(secret.symmetricKeySize).toBe(32);
  expect([again, ofOtherPurpose, ofOtherKey].map((other) => other.equals(secret))).toEqual([true, false, false]);
});

describe('checkEncryptionKey', () => {
  const stored = new Map<string, string>();
  const checks = {
    keepFirst: (name: string, value: string) => {
      stored.set(name, stored.get(name) ?? value);
      return Promise.resolve(stored.get(name) ?? '');
    },
  };

  test('F-28 remembers the first key, accepts it again, and refuses another without touching what is stored', async () => {
    await checkEncryptionKey(checks, one);
    await checkEncryptionKey(checks, one);
    const before = [...stored];

    await expect(checkEncryptionKey(checks, two)).rejects.toThrow(WrongEncryptionKeyError);

    expect([...stored]).toEqual(before);
    expect(JSON.stringify(before)).not.toContain(one.toString('base64'));
  });

  test.each([
    { name: 'a new database', remembered: undefined, isThere: false, isRefused: false },
    { name: 'a database that has its key', remembered: 'k1', isThere: false, isRefused: true },
    { name: 'a file that another start has just made', remembered: 'k1', isThere: true, isRefused: false },
  ])('F-28 a missing key file with $name: refused is $isRefused', async ({ remembered, isThere, isRefused }) => {
    const checked = requireFirstUse({ find: () => Promise.resolve(remembered) }, '/data/encryption.key', () => isThere);

    const said = await checked.then(
      () => '',
      (error: unknown) => String(error),
    );

    expect(said).toMatch(isRefused ? /\/data\/encryption\.key is missing.*k1.*No new key was made/ : /^$/);
  });
});
