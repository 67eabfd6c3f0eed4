import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { formatUserCode, newUserCode, readUserCode, userCodeHash } from './user-code.js';

describe('user codes', () => {
  test('RFC 8628 6.1: are eight letters without vowels, and all of them occur', () => {
    const codes = Array.from({ length: 500 }, newUserCode);

    for (const code of codes) expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
    expect(new Set(codes.join('')).size).toBe(20);
    expect(new Set(codes).size).toBe(500);
  });

  test('are shown in two groups and read back', () => {
    const code = newUserCode();

    expect(formatUserCode('WDJBMJHT')).toBe('WDJB-MJHT');
    expect(readUserCode(formatUserCode(code))).toBe(code);
  });

  test.each([' wdjb mjht ', 'WDJBMJHT', 'w-d-j-b-m-j-h-t', 'wdjb_mjht', 'WDJB.MJHT', 'wdjb\tmjht'])(
    'RFC 8628 6.1: %j is WDJBMJHT',
    (typed) => {
      expect(readUserCode(typed)).toBe('WDJBMJHT');
    },
  );

  test.each([
    undefined,
    '',
    'WDJBMJH',
    'WDJBMJHTW',
    'ADJBMJHT',
    'WDJB1234',
    'ＷＤＪＢＭＪＨＴ',
    'WDJB\u0000MJHT',
    `WDJBMJHT${' '.repeat(60)}`,
    'WDJB/MJHT',
  ])('V-31: %j is none', (typed) => {
    expect(readUserCode(typed)).toBeUndefined();
  });

  test('reading never throws, and gives codes only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        expect(readUserCode(typed) ?? 'BBBBBBBB').toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
      }),
    );
  });

  test('R-14: the hash needs the key, and differs between modules', () => {
    const [key, other] = [1, 2].map((byte) => createSecretKey(Buffer.alloc(32, byte))) as [never, never];
    const hashes = [
      userCodeHash(key, 'a', 'WDJBMJHT'),
      userCodeHash(key, 'b', 'WDJBMJHT'),
      userCodeHash(other, 'a', 'WDJBMJHT'),
    ];

    expect(new Set(hashes).size).toBe(3);
    expect(userCodeHash(key, 'a', 'WDJBMJHT')).toBe(hashes[0]);
  });
});
