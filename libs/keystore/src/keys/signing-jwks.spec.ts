import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { KeyRefusedError } from '../keystore-errors.js';
import { readSigningJwks } from './signing-jwks.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const ed = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
const { n, e, kty } = rsa;
const publicRsa: JsonWebKey = { n, e, kty } as JsonWebKey;
const secret = { kty: 'oct', k: 'c2VjcmV0LXNlY3JldA', alg: 'HS256' };

describe('readSigningJwks', () => {
  test.each<{ name: string; input: unknown; expected: RegExp }>([
    { name: 'text that is not JSON', input: `{"keys": [{"d":"${String(rsa.d)}"`, expected: /not JSON/ },
    { name: 'no object', input: [rsa], expected: /"keys" list/ },
    { name: 'keys that is no list', input: { keys: rsa }, expected: /"keys" list/ },
    { name: 'an empty set', input: { keys: [] }, expected: /no private key/ },
    { name: 'public keys only', input: { keys: [publicRsa] }, expected: /no private key/ },
    { name: 'a shared secret (V-38)', input: { keys: [rsa, secret] }, expected: /Key 2.*asymmetric/ },
    { name: 'an RSA key that says ES256', input: { keys: [{ ...rsa, alg: 'ES256' }] }, expected: /Key 1.*asymmetric/ },
    { name: 'an RSA key that says HS256 (V-38)', input: { keys: [{ ...rsa, alg: 'HS256' }] }, expected: /asymmetric/ },
    { name: 'alg none (V-37)', input: { keys: [{ ...rsa, alg: 'none' }] }, expected: /asymmetric/ },
    {
      name: 'two keys of one kid (V-40)',
      input: {
        keys: [
          { ...rsa, kid: 'a' },
          { ...ec, kid: 'a' },
        ],
      },
      expected: /kid "a"/,
    },
    { name: 'a NUL in a kid (V-92)', input: { keys: [{ ...ec, kid: 'a\0' }] }, expected: /control characters/ },
    { name: 'half a character in a kid', input: { keys: [{ ...ec, kid: '\ud800' }] }, expected: /control characters/ },
    { name: 'a kid of a megabyte', input: { keys: [{ ...ec, kid: 'a'.repeat(1e6) }] }, expected: /too long/ },
    { name: 'a certificate with a NUL', input: { keys: [{ ...ec, x5c: ['\0'] }] }, expected: /control characters/ },
    { name: 'an EC key without y', input: { keys: [{ ...ec, y: undefined }] }, expected: /missing or malformed/ },
  ])('refuses $name', async ({ input, expected }) => {
    const refusal = readSigningJwks(input);

    await expect(refusal).rejects.toThrow(KeyRefusedError);
    await expect(refusal).rejects.toThrow(expected);
  });

  test('V-50 no refusal quotes the private part', async () => {
    const { d } = rsa;
    for (const input of [`{"keys":[${JSON.stringify(rsa)}`, { keys: [{ ...rsa, alg: 'none' }] }]) {
      await expect(readSigningJwks(input)).rejects.not.toThrow(d);
    }
  });

  test.each([
    { name: 'RS256 where an RSA key has no alg (ruling 2)', key: rsa, expected: 'RS256' },
    { name: 'RS512 where the key says so (ruling 2)', key: { ...rsa, alg: 'RS512' }, expected: 'RS512' },
    { name: 'the curve of an EC key', key: ec, expected: 'ES256' },
    { name: 'EdDSA for Ed25519', key: ed, expected: 'EdDSA' },
  ])('takes $name', async ({ key, expected }) => {
    const [read] = await readSigningJwks(JSON.stringify({ keys: [key] }));

    expect(read?.alg).toBe(expected);
    expect(read?.kid).toMatch(/^[\w-]{43}$/);
  });

  test('keeps the order and kids, leaves out encryption keys, and takes a bare key as a set', async () => {
    const read = await readSigningJwks({
      keys: [
        { ...rsa, kid: 'new' },
        { ...ec, use: 'enc' },
        { ...publicRsa, kid: 'old' },
      ],
    });

    expect(read.map((key) => key.kid)).toEqual(['new', 'old']);
    await expect(readSigningJwks(rsa)).resolves.toHaveLength(1);
  });
});
