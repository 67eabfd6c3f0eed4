import fc from 'fast-check';
import { formatScope, parseScope } from './scope.js';

const refused = expect.objectContaining({ code: 'invalid_scope', parameter: 'scope' });

describe('parseScope', () => {
  test.each([
    { name: 'a quotation mark', text: 'openid "x"' },
    { name: 'a backslash', text: 'a\\b' },
    { name: 'a line break', text: 'openid\nprofile' },
    { name: 'a tab', text: 'openid\tprofile' },
    { name: 'a NUL', text: 'openid\0' },
    { name: 'a sign outside ASCII', text: 'größe' },
    { name: 'a no-break space', text: 'openid\u00a0profile' },
    { name: '100 KB', text: 'x'.repeat(100_000) },
    { name: '501 tokens', text: 'a '.repeat(501) },
    { name: '50,000 tokens', text: 'a '.repeat(50_000) },
  ])('V-88, STD RFC6749-9: refuses $name', ({ text }) => {
    expect(() => parseScope(text)).toThrow(refused);
  });

  test.each([
    { text: undefined, expected: [] },
    { text: '', expected: [] },
    { text: '   ', expected: [] },
    { text: ' b  a b ', expected: ['b', 'a'] },
    { text: 'openid OpenID', expected: ['openid', 'OpenID'] },
    { text: 'patient/Observation.rs?category=vital-signs', expected: ['patient/Observation.rs?category=vital-signs'] },
  ])('STD RFC6749-9: reads "$text"', ({ text, expected }) => {
    expect(parseScope(text)).toEqual(expected);
  });

  test('what is formatted and read again is the same list', () => {
    const token = fc.string({
      unit: fc.constantFrom('a', 'b', 'A', '*', '/', '.', '?', '=', '&', '!', '~', '['),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.uniqueArray(token, { maxLength: 40 }), (scopes) => {
        expect(parseScope(formatScope(scopes))).toEqual(scopes);
      }),
    );
  });

  test('either a list of distinct, legal tokens or invalid_scope', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), (text) => {
        try {
          const scopes = parseScope(text);
          expect(new Set(scopes).size).toBe(scopes.length);
          expect(scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope))).toBe(true);
        } catch (error) {
          expect(error).toEqual(refused);
        }
      }),
    );
  });
});
