import { hashSync as bcryptHashSync } from '@node-rs/bcrypt';
import { HashThreads } from '#slow-hashing/hash-threads';
import type { HashSlot } from '#slow-hashing/slow-hashing.port';
import { hashPassword, pretendToVerify, verifyPassword } from './password-hasher.js';

const threads = new HashThreads();

afterAll(() => threads.close());

describe('password hashes', () => {
  let slot: HashSlot;
  beforeAll(() => {
    slot = threads.queue({ waiting: 3 }).enter();
  });
  afterAll(() => slot.leave());

  const long = 'a'.repeat(72);

  test.each([
    { name: 'another case', password: 'Correct horse', other: 'correct horse' },
    { name: 'something after it', password: 'correct', other: 'correct ' },
    { name: 'the same first 72 bytes', password: `${long}b`, other: `${long}c` },
    { name: 'a NUL and more after it', password: 'correct', other: 'correct\0horse' },
    { name: 'another normalisation', password: 'jos\u00e9', other: 'jose\u0301' },
    { name: 'another emoji', password: '🔑🔒', other: '🔑🔓' },
  ])('V-60: $name is another password', async ({ password, other }) => {
    const hash = await hashPassword(slot, password);

    await expect(verifyPassword(slot, hash, other)).resolves.toBe(false);
    await expect(verifyPassword(slot, hash, password)).resolves.toBe(true);
  });

  test.each(['2a', '2b', '2y'] as const)('ruling 64: verifies an imported bcrypt hash, version %s', async (version) => {
    const hash = bcryptHashSync('correct', { cost: 4, version });

    await expect(verifyPassword(slot, hash, 'correct')).resolves.toBe(true);
    await expect(verifyPassword(slot, hash, 'Correct')).resolves.toBe(false);
    await expect(verifyPassword(slot, hash, 'correct\0correct')).resolves.toBe(false);
  });

  // Of 'correct', by Python's hashlib; the last is the example of passlib's documentation of bcrypt_sha256.
  test.each([
    {
      hash: '$pbkdf2-sha256$i=1000$c29tZXNhbHRzb21lc2FsdA$dD0ARKfdzbIackwRXGrNbjxLqwQl6i6AGrjvdWtUKto',
      password: 'correct',
    },
    {
      hash: '$iterated-sha256$i=1000$c29tZXNhbHRzb21lc2FsdA$wO9FpEdPfFl2EevKzD3b+uno71qh/csJJ8Z++iP0agg',
      password: 'correct',
    },
    {
      hash: '$bcrypt-sha256$v=2,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2',
      password: 'password',
    },
  ])('ruling 64: verifies what client secrets may have: $hash', async ({ hash, password }) => {
    await expect(verifyPassword(slot, hash, password)).resolves.toBe(true);
    await expect(verifyPassword(slot, hash, `${password} `)).resolves.toBe(false);
    await expect(verifyPassword(slot, hash, hash)).resolves.toBe(false);
  });

  test('V-60: an imported bcrypt hash accepts nothing beyond what it compared', async () => {
    const hash = bcryptHashSync(long, { cost: 4 });

    await expect(verifyPassword(slot, hash, `${long}anything`)).resolves.toBe(false);
    await expect(verifyPassword(slot, hash, long)).resolves.toBe(true);
  });

  test('V-56: what stands in for an account that does not exist is never right', async () => {
    await expect(pretendToVerify(slot, 'x')).resolves.toBe(false);
    await expect(verifyPassword(slot, 'not a hash', 'not a hash')).resolves.toBe(false);
  });
});
