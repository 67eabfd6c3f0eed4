import { createSecretKey } from 'node:crypto';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { Guesser } from '../stores/user-code-guess.store.js';
import { UserCodes } from './user-codes.js';

/** By what the guesses of a visitor from this address are counted. */
async function countedBy(remoteAddress: string): Promise<readonly string[]> {
  const counted: Guesser[] = [];
  const codes = new UserCodes(
    { findWaiting: () => Promise.resolve(undefined) } as never,
    {
      reserve: (_moduleId: string, guessers: readonly Guesser[]) => Promise.resolve(counted.push(...guessers) > 0),
    } as never,
    { derive: () => createSecretKey(Buffer.alloc(32)) },
  );
  const visit = { browser: { cookieHash: 'c' }, remoteAddress } as unknown as Visit;
  await codes.enter({ moduleId: 'm' } as OutboundSmartInstance, visit, 'BCDF-GHJK');
  return counted.map(({ key }) => key);
}

test.each([
  { addresses: ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9'], together: true },
  { addresses: ['2001:db8:1:2::1', '2001:db8:1:3::1'], together: false },
  { addresses: ['192.0.2.1', '::ffff:192.0.2.1'], together: true },
  { addresses: ['192.0.2.1', '192.0.2.2'], together: false },
])('RFC 8628 5.1: wrong codes from $addresses are counted together: $together', async ({ addresses, together }) => {
  const [one, other] = await Promise.all(addresses.map(countedBy));

  expect(one?.[0] === other?.[0]).toBe(together);
  expect(one?.[1]).toBe('browser:c');
});
