import { OAuthError } from '../oauth2/oauth-error.js';
import { parseMaxAge, parsePrompt } from './prompt.js';

const refused = (parameter: string) => expect.objectContaining({ code: 'invalid_request', parameter });

describe('parsePrompt', () => {
  test.each(['none login', 'login none', 'none future_value'])('STD OID-3: refuses "%s"', (text) => {
    expect(() => parsePrompt(text)).toThrow(OAuthError);
    expect(() => parsePrompt(text)).toThrow(refused('prompt'));
  });

  test.each([
    { text: undefined, expected: [] },
    { text: '', expected: [] },
    { text: 'none', expected: ['none'] },
    { text: 'none none', expected: ['none'] },
    { text: 'login  consent', expected: ['login', 'consent'] },
    { text: 'select_account', expected: ['select_account'] },
    { text: 'LOGIN', expected: [] },
    { text: 'create login', expected: ['login'] },
  ])('STD OID-3: reads "$text"', ({ text, expected }) => {
    expect(parsePrompt(text)).toEqual(expected);
  });
});

describe('parseMaxAge', () => {
  test.each(['', '-1', '1.5', '1e3', '0x10', ' 1', '1 ', '12345678901', 'NaN', '１'])(
    'STD OID-4: refuses "%s"',
    (text) => {
      expect(() => parseMaxAge(text)).toThrow(refused('max_age'));
    },
  );

  test.each([
    { text: undefined, expected: undefined },
    { text: '0', expected: 0 },
    { text: '10000', expected: 10_000 },
    { text: '9999999999', expected: 9_999_999_999 },
  ])('STD OID-4: reads "$text"', ({ text, expected }) => {
    expect(parseMaxAge(text)).toBe(expected);
  });
});
