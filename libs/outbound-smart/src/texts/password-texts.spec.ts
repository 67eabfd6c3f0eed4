import type { PasswordRules } from '#inbound-security/own-password.port';
import { inEnglish } from '#skin/phrases.port';
import { newPasswordProblem, passwordHint } from './password-texts.js';

test.each<{ rules: PasswordRules; hint: RegExp }>([
  { rules: {}, hint: /^Several words/ },
  { rules: { isUntold: true }, hint: /^There are further rules, / },
  { rules: { leastCharacters: 12 }, hint: /^At least 12 characters\. Several words/ },
  {
    rules: { leastCharacters: 9, isUntold: true },
    hint: /^At least 9 characters[.] There are further rules, .* know them[.] Several/,
  },
  { rules: { leastCharacters: 8, message: 'Use a digit' }, hint: /^Use a digit\. Several/ },
  { rules: { message: 'Use a digit!' }, hint: /^Use a digit! Several/ },
])('A-16: what a new password has to be: $hint', ({ rules, hint }) => {
  expect(inEnglish(passwordHint(rules))).toMatch(hint);
  expect(inEnglish(newPasswordProblem('pattern', rules))).toContain(inEnglish(passwordHint(rules)));
});

test.each(['length', 'unchecked', 'same', 'repeated', 'common', 'own-name', 'place-name', 'sequence'] as const)(
  'A-16: %s is told with what to do, and that nothing was changed',
  (fault) => {
    expect(inEnglish(newPasswordProblem(fault, {}))).toMatch(/\. Nothing was changed\.$/);
  },
);
