import { isComparedExactly } from './stored-hash.port.js';

test.each([
  { name: '73 bytes', secret: 'a'.repeat(73), bcryptToo: false },
  { name: '75 bytes in 25 characters', secret: '€'.repeat(25), bcryptToo: false },
  { name: 'a NUL inside', secret: 'a\0a', bcryptToo: false },
  { name: '72 bytes', secret: 'a'.repeat(72), bcryptToo: true },
])('V-60: bcrypt compares $name exactly → $bcryptToo, all others always', ({ secret, bcryptToo }) => {
  const others = (['argon2id', 'bcrypt-sha256', 'pbkdf2-sha256', 'iterated-sha256'] as const).map((scheme) =>
    isComparedExactly(scheme, secret),
  );

  expect([isComparedExactly('bcrypt', secret), ...others]).toEqual([bcryptToo, true, true, true, true]);
});
