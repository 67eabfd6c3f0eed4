import { sha256Base64Url } from './hash.js';

test.each([
  { text: '', expected: '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU' },
  { text: 'abc', expected: 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0' },
])('SHA-256 of "$text" as base64url', ({ text, expected }) => {
  expect(sha256Base64Url(text)).toBe(expected);
});
