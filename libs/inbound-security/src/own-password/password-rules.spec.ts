import { LocalInboundOptions } from '../local/local-inbound.options.js';
import { untoldRuleWarnings } from './untold-rule-warnings.js';
import { passwordRules } from './password-rules.js';

const ordinary = new LocalInboundOptions().passwordPatternMessage;

test.each([
  { passwordPattern: '.{8,}', rules: { leastCharacters: 8 }, warnings: 0 },
  { passwordPattern: '.{4,100}', rules: { leastCharacters: 4 }, warnings: 0 },
  { passwordPattern: '(?=.*[0-9]).{9,}', rules: { leastCharacters: 9, isUntold: true }, warnings: 1 },
  { passwordPattern: '(?=.*[0-9])(?!.*x).{9,64}', rules: { leastCharacters: 9, isUntold: true }, warnings: 1 },
  { passwordPattern: '[a-z]{4}|.{9,}', rules: { isUntold: true }, warnings: 1 },
])('A-16: people are told of $passwordPattern what can be read from it', ({ passwordPattern, rules, warnings }) => {
  const told = (passwordPatternMessage: string) =>
    untoldRuleWarnings('local', { passwordPattern, passwordPatternMessage }).map(({ key }) => key);

  expect(passwordRules({ passwordPattern, passwordPatternMessage: ordinary })).toEqual(rules);
  expect(passwordRules({ passwordPattern, passwordPatternMessage: 'Use a digit' })).toMatchObject({
    message: 'Use a digit',
  });
  expect(told(ordinary)).toEqual(Array(warnings).fill('module.local.config.password_mismatch_pattern_error'));
  expect(told('Use a digit')).toEqual([]);
});
