import { LocalInboundOptions } from '../local/local-inbound.options.js';
import { accountProblems } from './account-problems.js';

const strict = { passwordPattern: '[a-z]{4}|[0-9]{6}', passwordPatternMessage: 'Four letters or six digits' };
const bcrypt = '$2b$12$abcdefghijklmnopqrstuuO5xgGbrjPS9WC8Yq1PZbGZZWqUvzL9W';

const person = {
  ...{ nodeId: 'Master', moduleId: 'local', username: 'nina', familyName: '', givenName: '', email: '', notes: '' },
  ...{ accountLocked: false, accountDisabled: false, systemUser: false, external: false, serviceAccount: false },
  ...{ authorities: [], defaultLaunchContexts: [] },
};
const problemsOf = (change: object, options: Partial<LocalInboundOptions> = {}) =>
  accountProblems(
    { ...person, ...change },
    { nodeId: 'Master', moduleId: 'local', options: Object.assign(new LocalInboundOptions(), options) },
  );

describe('accountProblems', () => {
  test.each([
    { name: 'seven characters', password: 'a'.repeat(7), options: {}, problem: 'which is .{8,}' },
    { name: 'a megabyte', password: 'a'.repeat(1_000_000), options: {}, problem: '1 to 1,024 bytes' },
    { name: 'only a part that matches', password: 'abcdefgh', options: strict, problem: 'password_pattern' },
  ])('A-16, ruling 44: refuses a password of $name', ({ password, options, problem }) => {
    const problems = problemsOf({ password }, options);

    expect(problems).toEqual([expect.objectContaining({ field: 'password' })]);
    expect(problems[0]?.problem).toContain(problem);
    expect(JSON.stringify(problems)).not.toContain(password);
  });

  test('the message of an administrator stands alone, without the pattern that people cannot read', () => {
    expect(problemsOf({ password: 'abcdefgh' }, strict)).toEqual([
      { field: 'password', problem: 'does not match password_pattern', remedy: 'Four letters or six digits' },
    ]);
  });

  test('refuses a password for which the pattern runs out of time', () => {
    const problems = problemsOf({ password: `${'a'.repeat(40)}!` }, { passwordPattern: '(a+)+$' });

    expect(problems).toEqual([
      expect.objectContaining({
        field: 'password',
        problem: 'could not be checked: password_pattern takes too long',
      }),
    ]);
  });

  test.each([
    { name: 'eight characters', password: 'a'.repeat(8), options: {} },
    { name: 'eight characters with a line break', password: 'abc\ndefg', options: {} },
    { name: '64 characters and no other rule', password: 'a'.repeat(64), options: {} },
    { name: 'the second choice of a pattern', password: '123456', options: strict },
    { name: 'a reference, whatever the pattern', password: "#{env['X']}", options: strict },
  ])('A-16, ruling 44: takes a password of $name', ({ password, options }) => {
    expect(problemsOf({ password }, options)).toEqual([]);
  });

  test.each([
    { name: 'no visible name', change: { username: '\u200b' }, field: 'username' },
    { name: 'ruling 64: a hash of another scheme', change: { passwordHash: '{SSHA}x' }, field: 'password' },
    {
      name: 'F-35: a hash that takes five seconds',
      change: { passwordHash: '$argon2id$v=19$m=262144,t=10,p=4$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaA' },
      field: 'password',
    },
    {
      name: 'ruling 64: a hash that takes minutes',
      change: { passwordHash: bcrypt.replace('$12$', '$31$') },
      field: 'password',
    },
  ])('refuses $name', ({ change, field }) => {
    expect(problemsOf(change).map((each) => each.field)).toEqual([field]);
  });

  test('all mistakes are told at once', () => {
    expect(problemsOf({ username: '\u200b', password: 'x' }).map(({ field }) => field)).toEqual([
      'username',
      'password',
    ]);
  });
});
