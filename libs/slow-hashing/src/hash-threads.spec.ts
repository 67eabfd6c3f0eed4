import { genSaltSync } from '@node-rs/bcrypt';
import { Logger } from '@nestjs/common';
import { HashThreads } from './hash-threads.js';
import type { HashJob } from './slow-hashing.port.js';

const threads = new HashThreads();
const queue = threads.queue({ waiting: 3 });
const argon2 = { kind: 'argon2id', secret: 'x', cost: { memoryKib: 19_456, passes: 2, lanes: 1 } } as const;
const salt = Buffer.from('salt');

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => threads.close());

describe('HashThreads', () => {
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

  test('F-35: a full queue leaves the places of another one alone, and they take turns', async () => {
    const other = threads.queue({ waiting: 1 }).tryEnter();
    const slots = Array.from({ length: 4 }, () => queue.tryEnter());
    const order: string[] = [];
    const flood = slots.map((slot) => slot?.run(argon2).then(() => order.push('flood')));
    const single = other?.run(argon2).then(() => order.push('other'));

    await Promise.all([...flood, single]);
    for (const slot of [...slots, other]) slot?.leave();

    expect(order.indexOf('other')).toBeLessThanOrEqual(2);
    expect(order).toHaveLength(5);
  });

  test('F-35, ruling 65: nobody enters behind more than five seconds of work, but administrators and those in another queue', async () => {
    const own = threads.queue({ waiting: 20 });
    const other = threads.queue({ waiting: 20 });
    const slot = own.enter();
    // What nobody can read is taken for the worst, about a second each, and answered at once.
    const jobs = Array.from({ length: 5 }, () => slot.run({ kind: 'verify-argon2id', secret: 'x', hash: 'none' }));
    const [refused, elsewhere, administrator] = [own.tryEnter(), other.tryEnter(), own.enter()];
    await Promise.allSettled(jobs);
    const later = own.tryEnter();
    for (const each of [slot, elsewhere, administrator, later]) each?.leave();

    expect([refused, elsewhere !== undefined, later !== undefined]).toEqual([undefined, true, true]);
  });

  test('a thread that dies fails its job and is replaced', async () => {
    const slot = queue.enter();
    const job = slot.run(argon2);
    await threads.close();

    await expect(job).rejects.toThrow('thread died');
    await expect(slot.run(argon2)).resolves.toMatch(/^\$argon2id\$/);
    slot.leave();
  });

  test('a job that fails does not end the thread, and its error does not name the secret', async () => {
    const slot = queue.enter();
    const failing = slot.run({ ...argon2, secret: 'canary', cost: { memoryKib: 1, passes: 2, lanes: 1 } });

    const error = await failing.catch((reason: unknown) => String(reason));

    expect(error).toMatch(/failed/);
    expect(error).not.toContain('canary');
    await expect(slot.run(argon2)).resolves.toMatch(/^\$argon2id\$/);
    slot.leave();
  });

  test('ruling 64: nothing matches a stored hash that cannot be computed, and one line tells of it', async () => {
    const lines: string[] = [];
    Logger.overrideLogger({ log: () => {}, error: () => {}, warn: (line: string) => void lines.push(line) });
    const slot = queue.enter();
    const hash = '$argon2id$v=19$m=8,t=02,p=1$c2FsdHNhbHQ$c2FsdHNhbHRzYWx0c2FsdA';

    const answer = await slot.run({ kind: 'verify-argon2id', hash, secret: 'canary' });
    slot.leave();
    Logger.overrideLogger(false);

    expect(answer).toBe(false);
    expect(lines).toEqual([expect.stringMatching(/^A stored hash cannot be checked(?!.*canary)/)]);
  });

  test('F-35: the event loop turns while a hash is computed', async () => {
    const slot = queue.enter();
    await slot.run(argon2);
    let turns = 0;
    let over = false;
    const turn = (): void => {
      turns++;
      if (!over) setImmediate(turn);
    };
    setImmediate(turn);

    await slot.run(argon2);
    over = true;
    slot.leave();

    expect(turns).toBeGreaterThan(50);
  });

  // The first is the beginning of the vector of RFC 7914 §11; the others are what Python's hashlib says.
  test.each([
    {
      job: { kind: 'pbkdf2-sha256', secret: 'passwd', salt, rounds: 1 },
      hex: '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc',
    },
    {
      job: { kind: 'pbkdf2-sha256', secret: 'passwd', salt, rounds: 1_000 },
      hex: 'fa9c158e678bfe94189b0b1a707a0921672fdc9f11fa978805969df312c2c8ef',
    },
    {
      job: { kind: 'iterated-sha256', secret: 'passwd', salt, rounds: 1 },
      hex: '44415316f5e1b49dd34e9a4f65147ac4b2c8e7013275e5592eb8067b84ef6f34',
    },
    {
      job: { kind: 'iterated-sha256', secret: 'passwd', salt, rounds: 1_000 },
      hex: '8e7cf3ab8e47d49ca690f28fab4c09f158f102b95268bb7e4eaa04b48980cf4b',
    },
  ] satisfies readonly { job: HashJob; hex: string }[])('$job.kind of $job.rounds rounds', async ({ job, hex }) => {
    const slot = queue.enter();

    const key = Buffer.from(String(await slot.run(job)), 'base64').toString('hex');
    slot.leave();

    expect(key).toBe(hex);
  });

  test('bcrypt takes the salt it is given', async () => {
    const slot = queue.enter();
    const made = genSaltSync({ cost: 4 });

    const hash = String(await slot.run({ kind: 'bcrypt', secret: 'correct', salt: made }));

    expect(hash.slice(0, 29)).toBe(made);
    expect(await slot.run({ kind: 'verify-bcrypt', secret: 'correct', hash })).toBe(true);
    expect(await slot.run({ kind: 'verify-bcrypt', secret: 'Correct', hash })).toBe(false);
    slot.leave();
  });
});
