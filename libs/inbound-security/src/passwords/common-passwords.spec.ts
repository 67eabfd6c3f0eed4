import { isCommonPassword } from './common-passwords.js';

describe('A-16: the list of common passwords', () => {
  test.each(['password', '123456', 'iloveyou', 'qwertyuiop', 'baseball', 'trustno1', 'football1', 'password1'])(
    'has %s',
    (text) => {
      expect(isCommonPassword(text)).toBe(true);
    },
  );

  test.each(['', '\n', 'password\n123456', 'correct horse battery', 'asswor', 'kühlschrank-im-flur'])(
    'does not have %j',
    (text) => {
      expect(isCommonPassword(text)).toBe(false);
    },
  );
});
