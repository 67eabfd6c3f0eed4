import { createSecretKey } from 'node:crypto';
import type { ClientSecret } from '#protocol/client/client';
import { hashChosenSecret, hashGeneratedSecret } from './secret-hash.js';
import { SecretCheckBusyError, SecretVerifier } from './secret-verifier.js';

const secrets = { derive: () => createSecretKey(Buffer.alloc(32, 1)) };
const row = (pid: number, hash: string): ClientSecret => ({ pid, hash, description: '' });
const slow = row(1, await hashChosenSecret('chosen', 'BCRYPT_4_ROUND'));
const fast = row(2, hashGeneratedSecret('generated'));

describe('SecretVerifier', () => {
  test.each([
    { name: 'no live secret', presented: 'chosen', live: [], expected: undefined },
    { name: 'a wrong secret', presented: 'wrong', live: [slow, fast], expected: undefined },
    { name: 'the generated one', presented: 'generated', live: [slow, fast], expected: 2 },
    { name: 'the chosen one', presented: 'chosen', live: [slow, fast], expected: 1 },
  ])('finds $name', async ({ presented, live, expected }) => {
    expect((await new SecretVerifier(secrets).match(presented, live))?.pid).toBe(expected);
  });

  test('R-18, F-36: refuses rather than queues when too many slow checks of one secret are under way', async () => {
    const verifier = new SecretVerifier(secrets);
    const checks = Array.from({ length: 25 }, (_, index) => verifier.match(`wrong ${index}`, [slow]));

    const settled = await Promise.allSettled(checks);

    const busy = settled.filter((each) => each.status === 'rejected' && each.reason instanceof SecretCheckBusyError);
    expect(busy).toHaveLength(21);
  });

  test('ruling 64: a slow secret that fitted once is not hashed again', async () => {
    const verifier = new SecretVerifier(secrets);
    await verifier.match('chosen', [slow]);
    const busy = Promise.allSettled(Array.from({ length: 4 }, (_, index) => verifier.match(`wrong ${index}`, [slow])));

    const remembered = await verifier.match('chosen', [slow]);

    expect(remembered?.pid).toBe(1);
    await busy;
  });
});
