import type { ClientDefinition, ClientSecret } from '#protocol/client/client';
import type { SecretPreparation } from '../clients/secret-preparation.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { OutboundSmartOptions } from '../outbound-smart.options.js';
import type { ProvenClient } from './registered-clients.js';
import { SecretRenewal } from './secret-renewal.js';

const now = new Date('2026-11-22T12:00:00Z');
const made = { record: { hash: 'x', description: '' }, generated: 'ghs_new' };
const renewal = new SecretRenewal({ now: () => now }, {
  prepare: () => Promise.resolve(made),
} as unknown as SecretPreparation);

const secretOf = (pid: number, daysLeft?: number): ClientSecret => ({
  ...{ pid, hash: 'x', description: '' },
  ...(daysLeft !== undefined && { expiration: new Date(now.getTime() + daysLeft * 86_400_000) }),
});

function renew(clientSecrets: readonly ClientSecret[], generatedSecretDays = 365) {
  const options = new OutboundSmartOptions();
  Object.assign(options.clients, { generatedSecretDays });
  const client = { tokenEndpointAuthMethod: 'client_secret_basic', clientSecrets } as unknown as ClientDefinition;
  const proven = { client, missedAnswer: false } as unknown as ProvenClient;
  return renewal.dueFor({ options } as OutboundSmartInstance, proven);
}

describe('SecretRenewal', () => {
  test.each([
    { life: 365, left: 31, isDue: false },
    { life: 365, left: 29, isDue: true },
    { life: 365, left: undefined, isDue: false },
    { life: 0, left: 29, isDue: true },
    { life: 7, left: 7, isDue: false },
    { life: 7, left: 4, isDue: false },
    { life: 7, left: 3, isDue: true },
    { life: 1, left: 1, isDue: false },
  ])('a secret that ends in $left days, where they live $life, gets a successor: $isDue', async (row) => {
    expect((await renew([secretOf(1, row.left)], row.life)) !== undefined).toBe(row.isDue);
  });

  test('R-18: what has ended goes as the new one comes, and what still counts stays', async () => {
    expect(await renew([secretOf(1, -1), secretOf(2, 0), secretOf(3, 5)])).toEqual({
      secret: made,
      useless: [secretOf(1, -1), secretOf(2, 0)],
    });
  });
});
