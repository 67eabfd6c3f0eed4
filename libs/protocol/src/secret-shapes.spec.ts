import fc from 'fast-check';
import { withoutLikelySecrets, withoutSecretShapes } from './secret-shapes.js';

test.each([
  ['token ghs_abcdefghijklmnopqrstuv here', 'token [redacted] here'],
  ['got eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0. back', 'got [redacted] back'],
  ['Authorization: Bearer abc.DEF-123456', 'Authorization: Bearer [redacted]'],
  ['authorization: basic dXNlcjpwYXNz==', 'authorization: basic [redacted]'],
  ['{"access_token":"abc","expires_in":5}', '{"access_token":"[redacted]","expires_in":5}'],
  ['grant_type=x&client_secret=s3cret&a=b', 'grant_type=x&client_secret=[redacted]&a=b'],
  ["password = 'hunter2'", "password = '[redacted]'"],
  ['Generating token for launch: 123', 'Generating token for launch: 123'],
  ['patient 555, secretary of ward 3', 'patient 555, secretary of ward 3'],
])('R-20: %s is kept as %s', (text, kept) => {
  expect(withoutLikelySecrets(text)).toBe(kept);
});

test('R-20: it comes to an end with any text: of a million letters each is looked at a few times, and not once for each other', () => {
  fc.assert(fc.property(fc.string({ maxLength: 2_000 }), (text) => typeof withoutLikelySecrets(text) === 'string'));
  const units = ['password', 'a-', 'gha_', 'eyJ', 'bearer ', 'a', '" :'];

  expect(units.map((unit) => withoutLikelySecrets(unit.repeat(1_000_000 / unit.length)).length)).not.toContain(0);
});

describe('withoutSecretShapes', () => {
  test.each([
    { name: 'a code', line: 'code ghc_0123456789abcdef-_x in a text', expected: 'code [redacted] in a text' },
    { name: 'a generated secret', line: '{"a":"ghs_0123456789abcdef"}', expected: '{"a":"[redacted]"}' },
    { name: 'a JWT', line: 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln', expected: 'Bearer [redacted]' },
    { name: 'the beginning of a JWT', line: 'x eyJhbGciOiJSUzI1NiJ9.eyJzdW', expected: 'x [redacted]' },
    { name: 'parts of a JWT', line: 'eyJhbGciOiJSUzI1NiJ9 eyJzdWIiOiIxMjM0NSJ9', expected: '[redacted] [redacted]' },
    { name: 'a reference number', line: 'GH-4QZ7-K2MX-9B', expected: 'GH-4QZ7-K2MX-9B' },
    { name: 'an error code', line: '"code":"invalid_scope"', expected: '"code":"invalid_scope"' },
  ])('R-20, V-102: $name', ({ line, expected }) => {
    expect(withoutSecretShapes(line)).toBe(expected);
  });
});
