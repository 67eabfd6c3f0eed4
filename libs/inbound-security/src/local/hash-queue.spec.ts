import { hashSync as bcryptHashSync } from '@node-rs/bcrypt';
import { HashQueue, type HashSlot } from './hash-queue.js';
import { hashPassword, pretendToVerify, verifyPassword } from './password-hasher.js';

const queue = new HashQueue({ threads: 1, waiting: 3 });

afterAll(() => queue.close());

describe('HashQueue', () => {
  test('F-35: gives as many slots as may run and wait, then none, and again when one is given back', () => {
    const slots = Array.from({ length: 4 }, () => queue.tryEnter());

    expect(slots.every((slot) => slot !== undefined)).toBe(true);
    expect(queue.tryEnter()).toBeUndefined();

    slots[0]?.leave();
    slots[0]?.leave();
    const next = queue.tryEnter();
    expect(next).toBeDefined();
    expect(queue.tryEnter()).toBeUndefined();
    for (const slot of [...slots, next]) slot?.leave();
  });

  test('a thread that dies fails its job and is replaced', async () => {
    const slot = queue.enter();
    const job = slot.run({ kind: 'hash', password: 'x', cost: { memoryKib: 19_456, passes: 2, lanes: 1 } });
    await queue.close();

    await expect(job).rejects.toThrow('thread died');
    await expect(hashPassword(slot, 'x')).resolves.toMatch(/^\$argon2id\$/);
    slot.leave();
  });

  test('a job that fails does not end the thread', async () => {
    const slot = queue.enter();

    await expect(
      slot.run({ kind: 'hash', password: 'x', cost: { memoryKib: 1, passes: 2, lanes: 1 } }),
    ).rejects.toThrow('failed');
    await expect(hashPassword(slot, 'x')).resolves.toMatch(/^\$argon2id\$/);
    slot.leave();
  });

  test('F-35: the event loop turns while a hash is computed', async () => {
    const slot = queue.enter();
    await hashPassword(slot, 'warm');
    let turns = 0;
    let over = false;
    const turn = (): void => {
      turns++;
      if (!over) setImmediate(turn);
    };
    setImmediate(turn);

    await hashPassword(slot, 'x');
    over = true;
    slot.leave();

    expect(turns).toBeGreaterThan(50);
  });
});

describe('password hashes', () => {
  let slot: HashSlot;
  beforeAll(() => {
    slot = queue.enter();
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
