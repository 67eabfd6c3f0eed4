import { matchPassword, patternProblem } from './password-pattern.js';

const HOSTILE = '(a+)+$';

describe('matchPassword', () => {
  test.each([
    { name: 'nested repetitions', pattern: HOSTILE, password: `${'a'.repeat(40)}!` },
    { name: 'alternatives that overlap', pattern: '(a|aa)+', password: `${'a'.repeat(60)}!` },
    { name: 'a long password at the fifth power', pattern: '.*.*.*.*.*x', password: 'a'.repeat(1_000) },
  ])('gives up within a moment: $name', ({ pattern, password }) => {
    const start = performance.now();

    expect(matchPassword(password, pattern)).toBe('unknown');
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('does not spend its time again for each of many passwords that are read at once', async () => {
    await new Promise(setImmediate);
    const start = performance.now();
    const answers = Array.from({ length: 500 }, () => matchPassword(`${'a'.repeat(40)}!`, HOSTILE));

    expect(new Set(answers)).toEqual(new Set(['unknown']));
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('tries again when others had their turn', async () => {
    matchPassword(`${'a'.repeat(40)}!`, HOSTILE);
    await new Promise(setImmediate);

    expect(matchPassword('aaaa', HOSTILE)).toBe('matches');
  });

  test.each([
    { pattern: '.{8,}', password: 'abc\ndefg', answer: 'matches' },
    { pattern: '[a-z]{4}|[0-9]{6}', password: '123456', answer: 'matches' },
    { pattern: '[a-z]{4}|[0-9]{6}', password: 'abcdefgh', answer: 'differs' },
    { pattern: '(?=.*[0-9])(?=.*[a-z]).{8,}', password: 'a'.repeat(1_024), answer: 'differs' },
  ])('$pattern: $answer', ({ pattern, password, answer }) => {
    expect(matchPassword(password, pattern)).toBe(answer);
  });
});

describe('patternProblem', () => {
  test.each([HOSTILE, '([0-9]+)*', '(a|aa)+', '([A-Za-z0-9]+ ?)+', '(.+)+x'])('%s takes too long', (pattern) => {
    expect(patternProblem(pattern)).toContain('longer than');
  });

  test.each(['(', 'a++', '(?i)abc', 'a)|(b'])('%s is no regular expression', (pattern) => {
    expect(patternProblem(pattern)).toContain('not a regular expression');
  });

  test.each(['.{8,}', '.{4,100}', '(?=.*[0-9])(?=.*[a-z])(?=.*[^A-Za-z0-9]).{8,64}', '(?:[a-z]{4}|[0-9]{6})+'])(
    '%s is fine',
    (pattern) => {
      expect(patternProblem(pattern)).toBeUndefined();
    },
  );
});
