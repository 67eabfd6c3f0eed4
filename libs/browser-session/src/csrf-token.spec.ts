import { createSecretKey } from 'node:crypto';
import { checkCsrfToken, mintCsrfToken } from './csrf-token.js';

const key = createSecretKey(Buffer.alloc(32, 1));
const token = mintCsrfToken(key, 'cookie-hash');
const [nonce = '', binding = '', seal = ''] = token.split('.');
const other = mintCsrfToken(key, 'other-hash').split('.');

describe('CSRF tokens', () => {
  test.each([
    { name: 'none', value: undefined, expected: 'forged' },
    { name: 'an empty one', value: '', expected: 'forged' },
    {
      name: 'a made-up one of the right shape',
      value: `ghx_${'A'.repeat(22)}.${'A'.repeat(43)}.${'A'.repeat(43)}`,
      expected: 'forged',
    },
    { name: 'the binding of another token', value: `${nonce}.${other[1]!}.${seal}`, expected: 'forged' },
    { name: 'the nonce of another token', value: `${other[0]!}.${binding}.${seal}`, expected: 'forged' },
    { name: 'binding and seal exchanged', value: `${nonce}.${seal}.${binding}`, expected: 'forged' },
    {
      name: 'one of another key',
      value: mintCsrfToken(createSecretKey(Buffer.alloc(32, 2)), 'cookie-hash'),
      expected: 'forged',
    },
    { name: 'one for another cookie', value: mintCsrfToken(key, 'other-hash'), expected: 'expired' },
    { name: 'the right one', value: token, expected: 'valid' },
  ])('V-66, S-13: $name is $expected', ({ value, expected }) => {
    expect(checkCsrfToken(key, 'cookie-hash', value)).toBe(expected);
  });

  test('two pages never show the same token, so compressing them reveals nothing', () => {
    expect(mintCsrfToken(key, 'cookie-hash')).not.toBe(token);
  });
});
