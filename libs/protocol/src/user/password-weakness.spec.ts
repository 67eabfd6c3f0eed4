import fc from 'fast-check';
import { passwordWeakness, type PasswordComparison } from './password-weakness.js';

const common = new Set(['password', 'dragon', 'letmein', 'baseball1', 'trustno1', 'passwort']);
const comparison: PasswordComparison = {
  owner: { username: 'j.marsh', email: 'jane.marsh@clinic.example', familyName: 'Marsh', givenName: 'Jane' },
  words: ['Gatehouse', 'St. Elsewhere'],
  isCommon: (text) => common.has(text),
};
const weakness = (password: string) => passwordWeakness(password, comparison);

describe('A-16: a password that is among the first to be tried', () => {
  test.each([
    ['password', 'common'],
    ['PassWord', 'common'],
    [' password ', 'common'],
    ['ｐａｓｓｗｏｒｄ', 'common'],
    ['p@ssw0rd', 'common'],
    ['P@$$w0rd2!', 'common'],
    ['password2026', 'common'],
    ['2026password', 'common'],
    ['!!dragon!!', 'common'],
    ['trustno1', 'common'],
    ['baseball1', 'common'],
    ['j.marsh', 'own-name'],
    ['JMARSH2026', 'own-name'],
    ['marsh-marsh', 'own-name'],
    ['hsramj99', 'own-name'],
    ['jane.marsh@clinic.example', 'own-name'],
    ['Jane Marsh 77', 'own-name'],
    ['m4rsh!2026', 'own-name'],
    ['Gatehouse!', 'place-name'],
    ['st-elsewhere-99', 'place-name'],
    ['aaaaaaaa', 'sequence'],
    ['12121212', 'sequence'],
    ['abcabcab', 'sequence'],
    ['12345678', 'sequence'],
    ['9876543210', 'sequence'],
    ['abcdefgh', 'sequence'],
    ['qwertyuiop', 'sequence'],
    ['Qwertzuiop', 'sequence'],
    ['qwer1234', 'sequence'],
    ['1qaz2wsx', 'sequence'],
    ['asdfghjkl;', 'sequence'],
  ])('%j is %s', (password, expected) => {
    expect(weakness(password)).toBe(expected);
  });

  test.each([
    ...['correct horse battery', 'marsh birds in autumn', 'gatehouse keepers sing', 'dragon-8371-XK-kettle'],
    ...[
      'tuning fork 12345',
      'ja ne zu allem',
      'Zs8!kq2w',
      'ein Mann, ein Wort',
      '密码学是一门艺术',
      '🦉🌲🚲🎺🪁🧭🦜🍐',
    ],
  ])('%j is none', (password) => {
    expect(weakness(password)).toBeUndefined();
  });

  test('nor is what is drawn by lot', () => {
    const drawn = fc.string({ minLength: 12, maxLength: 64, unit: fc.constantFrom(...Array.from('bdfhkmpvxz24689')) });
    const isNoRun = (text: string): boolean => new Set(text).size > 6;
    fc.assert(fc.property(drawn.filter(isNoRun), (text) => weakness(`q${text}w`) === undefined));
  });

  test.each(['        ', '   a    ', ' a a a a a', '\u3000\u3000\u3000\u3000\u3000\u3000\u3000\u3000'])(
    '%j is nothing but blanks, and a letter',
    (password) => {
      expect(weakness(password)).toBe('sequence');
    },
  );

  test('an empty name is nobody’s password', () => {
    const owner = { username: 'x', email: '', familyName: '', givenName: '' };
    expect(passwordWeakness('x-ray machines', { ...comparison, owner, words: [''] })).toBeUndefined();
  });
});
