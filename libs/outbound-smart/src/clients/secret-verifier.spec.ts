import { createSecretKey } from 'node:crypto';
import type { ClientSecret } from '#protocol/client/client';
import { hashGeneratedSecret } from '#protocol/client/client-secret-hash';
import { HashThreads } from '#slow-hashing/hash-threads';
import { SecretCheckBusyError, SecretHasher } from './secret-hasher.js';
import { SecretVerifier } from './secret-verifier.js';

const threads = new HashThreads();
const hasher = new SecretHasher(threads);
const secrets = { derive: () => createSecretKey(Buffer.alloc(32, 1)) };
const row = (pid: number, hash: string): ClientSecret => ({ pid, hash, description: '' });
const slow = row(1, await hasher.hash('chosen', 'BCRYPT_10_ROUND'));
const fast = row(2, hashGeneratedSecret('generated'));

/** A verifier, and how many hashes it asked for. */
function build() {
  const asked: string[] = [];
  const counting = {
    fits: (text: string, hash: string) => {
      asked.push(text);
      return hasher.fits(text, hash);
    },
  };
  return { asked, verifier: new SecretVerifier(secrets, counting as SecretHasher) };
}

afterAll(() => threads.close());

describe('SecretVerifier', () => {
  test.each([
    { name: 'no live secret', presented: ['chosen'], live: [], atOnce: undefined, slowly: undefined },
    { name: 'a wrong secret', presented: ['wrong'], live: [slow, fast], atOnce: undefined, slowly: undefined },
    { name: 'the generated one', presented: ['generated'], live: [slow, fast], atOnce: 2, slowly: undefined },
    { name: 'the chosen one', presented: ['chosen'], live: [slow, fast], atOnce: undefined, slowly: 1 },
    { name: 'the second reading', presented: ['ch%6fsen', 'chosen'], live: [slow], atOnce: undefined, slowly: 1 },
    {
      name: 'more than a secret can be',
      presented: ['x'.repeat(257)],
      live: [slow],
      atOnce: undefined,
      slowly: undefined,
    },
  ])('finds $name: at once $atOnce, slowly $slowly', async ({ presented, live, atOnce, slowly }) => {
    const { verifier } = build();

    expect(verifier.recognise(presented, live)?.pid).toBe(atOnce);
    expect((await verifier.evaluate(presented, live))?.pid).toBe(slowly);
  });

  test('V-61: a text longer than any secret is not hashed', async () => {
    const { verifier, asked } = build();

    await verifier.evaluate(['x'.repeat(257)], [slow]);

    expect(asked).toEqual([]);
  });

  test('R-18, F-36: refuses rather than queues when too many slow checks of one secret are under way', async () => {
    const { verifier } = build();
    const checks = Array.from({ length: 25 }, (_, index) => verifier.evaluate([`wrong ${index}`], [slow]));

    const settled = await Promise.allSettled(checks);

    const busy = settled.filter((each) => each.status === 'rejected' && each.reason instanceof SecretCheckBusyError);
    expect(busy).toHaveLength(21);
  });

  test('F-36: a crowd that presents the same secret waits for one hash', async () => {
    const { verifier, asked } = build();

    const found = await Promise.all(Array.from({ length: 100 }, () => verifier.evaluate(['chosen'], [slow])));

    expect(found.every((secret) => secret?.pid === 1)).toBe(true);
    expect(asked).toEqual(['chosen']);
  });

  test('ruling 64: a slow secret that fitted once is recognised from then on, another text is not', async () => {
    const { verifier } = build();
    await verifier.evaluate(['chosen'], [slow]);
    await verifier.evaluate(['wrong'], [slow]);

    expect(verifier.recognise(['chosen'], [slow])?.pid).toBe(1);
    expect(verifier.recognise(['wrong'], [slow])).toBeUndefined();
  });

  test('ruling 64: what fitted one hash fits no other, and only while it is live', async () => {
    const { verifier } = build();
    await verifier.evaluate(['chosen'], [slow]);

    expect(verifier.recognise(['chosen'], [row(3, slow.hash.replace(/.$/, 'x'))])).toBeUndefined();
    expect(verifier.recognise(['chosen'], [])).toBeUndefined();
  });

  test('ruling 64: remembers 5,000 and forgets the one that was longest not used', () => {
    const { verifier } = build();
    const numbered = Array.from({ length: 5_001 }, (_, index) => row(index, `hash ${index}`));
    for (const { hash } of numbered.slice(0, 5_000)) verifier.remember('secret', hash);
    verifier.recognise(['secret'], numbered.slice(0, 1));

    verifier.remember('secret', 'hash 5000');

    const known = numbered.filter((each) => verifier.recognise(['secret'], [each]) !== undefined);
    expect(known).toHaveLength(5_000);
    expect(known.map(({ pid }) => pid)).toContain(0);
    expect(known.map(({ pid }) => pid)).not.toContain(1);
  });
});
