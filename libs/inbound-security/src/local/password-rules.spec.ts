import { LocalInboundOptions } from './local-inbound.options.js';
import { passwordProblem } from './password-rules.js';

const defaults = new LocalInboundOptions();
const strict = { passwordPattern: '[a-z]{4}|[0-9]{6}', passwordPatternMessage: 'Four letters or six digits' };

describe('passwordProblem', () => {
  test.each([
    { name: 'seven characters', password: 'a'.repeat(7), options: defaults, expected: 'Invalid password' },
    {
      name: 'a megabyte',
      password: 'a'.repeat(1_000_000),
      options: defaults,
      expected: 'A password has 1 to 1,024 bytes',
    },
    { name: 'only a part that matches', password: 'abcdefgh', options: strict, expected: 'Four letters or six digits' },
    { name: 'eight characters', password: 'a'.repeat(8), options: defaults, expected: undefined },
    { name: 'eight characters with a line break', password: 'abc\ndefg', options: defaults, expected: undefined },
    { name: '64 characters and no other rule', password: 'a'.repeat(64), options: defaults, expected: undefined },
    { name: 'the second choice of a pattern', password: '123456', options: strict, expected: undefined },
  ])('A-16, ruling 44: $name', ({ password, options, expected }) => {
    expect(passwordProblem(password, options)).toBe(expected);
  });
});
