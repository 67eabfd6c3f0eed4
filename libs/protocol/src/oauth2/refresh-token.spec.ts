import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { sha256Base64Url } from '../hash.js';
import { mintRefreshToken, readRefreshToken } from './refresh-token.js';

const key = createSecretKey(Buffer.alloc(32, 7));
const handle = 'AAECAwQFBgcICQoLDA0ODw';
const token = mintRefreshToken(key, 'smart_auth', handle, 3);
const read = (text: string) => readRefreshToken(key, 'smart_auth', text);

describe('refresh tokens', () => {
  test('R-05: the successor is always the same text', () => {
    expect(token).toBe(mintRefreshToken(createSecretKey(Buffer.alloc(32, 7)), 'smart_auth', handle, 3));
    expect(token).toMatch(/^ghr_AAECAwQFBgcICQoLDA0ODw\.3\.[A-Za-z0-9_-]{43}$/);
    expect(read(token)).toEqual({ handle, handleHash: sha256Base64Url(handle), generation: 3 });
  });

  test.each([
    { name: 'no handle', arguments: [key, '', 0] },
    { name: 'a handle of 15 bytes', arguments: [key, 'AAECAwQFBgcICQoLDA0O', 0] },
    { name: 'a negative generation', arguments: [key, handle, -1] },
    { name: 'a broken generation', arguments: [key, handle, 1.5] },
    { name: 'no generation', arguments: [key, handle, NaN] },
    { name: 'an endless generation', arguments: [key, handle, 1e21] },
    { name: 'a short key', arguments: [createSecretKey(Buffer.alloc(16)), handle, 0] },
  ] as const)('mints nothing from $name', ({ arguments: [ownKey, ownHandle, generation] }) => {
    expect(() => mintRefreshToken(ownKey, 'smart_auth', ownHandle, generation)).toThrow(TypeError);
  });

  test.each([
    { name: 'another key', presented: mintRefreshToken(createSecretKey(Buffer.alloc(32, 8)), 'smart_auth', handle, 3) },
    { name: 'another module', presented: mintRefreshToken(key, 'other_auth', handle, 3) },
    { name: 'another generation under the same MAC', presented: token.replace('.3.', '.4.') },
    { name: 'a generation with a zero in front', presented: token.replace('.3.', '.03.') },
    { name: 'another handle under the same MAC', presented: token.replace('AAEC', 'AAED') },
    { name: 'padding', presented: `${token}=` },
    { name: 'a space', presented: `${token} ` },
    { name: 'a line break', presented: `${token}\n` },
    { name: 'a NUL', presented: `${token}\0` },
    { name: 'another prefix', presented: token.replace('ghr_', 'gha_') },
    { name: 'upper case', presented: token.toUpperCase() },
    { name: 'nothing', presented: '' },
    { name: 'a UUID', presented: '7c9e6679-7425-40de-944b-e07fc1f90ae7' },
    { name: '64 KiB of dots', presented: '.'.repeat(65_536) },
  ])('V-31, STD G6: refuses $name', ({ presented }) => {
    expect(read(presented)).toBeUndefined();
  });

  test('V-31: refuses every truncation and every change of one character', () => {
    fc.assert(
      fc.property(
        fc.nat(token.length - 1),
        fc.constantFrom('a', 'A', 'z', 'Z', '0', '9', '_', '-', '.'),
        (at, character) => {
          const changed = token.slice(0, at) + character + token.slice(at + 1);
          expect(read(changed) === undefined).toBe(changed !== token);
          expect(read(token.slice(0, at))).toBeUndefined();
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('R-03: reads back handle and generation of any token it minted', () => {
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(bytes, fc.integer({ min: 0, max: 999_999_999 }), fc.string(), (raw, generation, moduleId) => {
        const own = Buffer.from(raw).toString('base64url');
        const minted = mintRefreshToken(key, moduleId, own, generation);
        expect(readRefreshToken(key, moduleId, minted)).toMatchObject({ handle: own, generation });
        expect(readRefreshToken(key, `${moduleId}|`, minted)).toBeUndefined();
      }),
    );
  });
});
