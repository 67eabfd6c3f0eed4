import type { NewClient } from '#protocol/client/new-client';
import { randomToken } from '#protocol/random';
import type { ClientRecord, SecretRecord } from '../stores/client.store.js';
import { hashChosenSecret, hashGeneratedSecret } from './secret-hash.js';

/** A secret that was generated: shown once, stored only as a hash. */
export interface GeneratedSecret {
  readonly clientId: string;
  readonly secret: string;
}

/** A client ready to be written, with the secrets that were generated for it. */
export interface PreparedClient {
  readonly record: ClientRecord;
  readonly generated: readonly GeneratedSecret[];
}

/**
 * Hashes the secrets of a client that was checked before; a secret without text is generated. Slow: outside any transaction.
 * @param encoding of secrets that a person chose
 */
export async function prepareClient(client: NewClient, encoding: string): Promise<PreparedClient> {
  const { clientSecrets, ...settings } = client;
  const generated: GeneratedSecret[] = [];
  const secrets: SecretRecord[] = [];
  for (const { secret, ...rest } of clientSecrets) {
    const fresh = secret === undefined ? randomToken('ghs_') : undefined;
    if (fresh !== undefined) generated.push({ clientId: client.clientId, secret: fresh });
    const hash = fresh === undefined ? await hashChosenSecret(secret ?? '', encoding) : hashGeneratedSecret(fresh);
    secrets.push({ ...rest, hash });
  }
  return { record: { client: settings, secrets }, generated };
}
