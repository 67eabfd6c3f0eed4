import { withoutSecretShapes } from './log.js';

describe('withoutSecretShapes', () => {
  test.each([
    { name: 'a code', line: 'code ghc_0123456789abcdef-_x in a text', expected: 'code [redacted] in a text' },
    { name: 'a generated secret', line: '{"a":"ghs_0123456789abcdef"}', expected: '{"a":"[redacted]"}' },
    { name: 'a JWT', line: 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln', expected: 'Bearer [redacted]' },
    { name: 'a reference number', line: 'GH-4QZ7-K2MX-9B', expected: 'GH-4QZ7-K2MX-9B' },
    { name: 'an error code', line: '"code":"invalid_scope"', expected: '"code":"invalid_scope"' },
  ])('R-20, V-102: $name', ({ line, expected }) => {
    expect(withoutSecretShapes(line)).toBe(expected);
  });
});
