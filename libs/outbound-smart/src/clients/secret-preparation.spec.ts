import type { NewClientSecret } from '#protocol/client/new-client';
import { hashGeneratedSecret } from '#protocol/client/client-secret-hash';
import { ClientsOptions } from './clients.options.js';
import { SecretHasher } from './secret-hasher.js';
import { SecretPreparation } from './secret-preparation.js';

const now = new Date('2026-11-22T12:00:00Z');
const activation = new Date('2027-01-01T00:00:00Z');
const expiration = new Date('2027-02-01T00:00:00Z');
const hasher = { hash: (secret: string, encoding: string) => Promise.resolve(`${encoding} of ${secret}`) };
const preparation = new SecretPreparation({ now: () => now }, hasher as SecretHasher);

const prepare = (secret: Partial<NewClientSecret>, options: Partial<ClientsOptions> = {}) =>
  preparation.prepare({ description: 'of a test', ...secret }, Object.assign(new ClientsOptions(), options));

describe('SecretPreparation', () => {
  test.each([
    { name: '365 days from now', secret: {}, expected: '2027-11-22T12:00:00.000Z' },
    { name: '365 days from its activation', secret: { activation }, expected: '2028-01-01T00:00:00.000Z' },
    { name: 'when its own end says', secret: { expiration }, expected: '2027-02-01T00:00:00.000Z' },
    { name: 'as configured', secret: {}, generatedSecretDays: 1, expected: '2026-11-23T12:00:00.000Z' },
    { name: 'never, where ends are switched off', secret: {}, generatedSecretDays: 0, expected: undefined },
  ])('a generated secret ends $name', async ({ secret, generatedSecretDays = 365, expected }) => {
    const { record, generated = '' } = await prepare(secret, { generatedSecretDays });

    expect(generated).toMatch(/^ghs_[\w-]{43}$/);
    expect(record.hash).toBe(hashGeneratedSecret(generated));
    expect(record.expiration?.toISOString()).toBe(expected);
    expect(record.activation).toBe(secret.activation);
  });

  test('a chosen secret is hashed as configured and ends only where its end is given', async () => {
    const { record, generated } = await prepare(
      { secret: 'correct horse' },
      { secretEncoding: 'PBKDF2_256_10000_RND' },
    );

    expect([record, generated]).toEqual([
      { description: 'of a test', hash: 'PBKDF2_256_10000_RND of correct horse' },
      undefined,
    ]);
  });

  test('ruling 64: an imported hash is taken over as it is', async () => {
    const { record, generated } = await prepare({ hash: '$2y$10$x', activation, expiration });

    expect([record, generated]).toEqual([
      { description: 'of a test', hash: '$2y$10$x', activation, expiration },
      undefined,
    ]);
  });
});
