import { Injectable } from '@nestjs/common';
import type { NewClient } from '#protocol/client/new-client';
import type { ClientRecord } from '../stores/client.store.js';
import type { ClientsOptions } from './clients.options.js';
import { SecretPreparation } from './secret-preparation.js';

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

/** Turns clients on their way in into what is stored of them. */
@Injectable()
export class ClientPreparation {
  constructor(private readonly secrets: SecretPreparation) {}

  /** Hashes the secrets of a client that was checked before. Slow: outside any transaction. */
  async prepare(client: NewClient, options: ClientsOptions): Promise<PreparedClient> {
    const { clientSecrets, ...settings } = client;
    const prepared = await Promise.all(clientSecrets.map((secret) => this.secrets.prepare(secret, options)));
    return {
      record: { client: settings, secrets: prepared.map(({ record }) => record) },
      generated: prepared.flatMap(({ generated }) =>
        generated === undefined ? [] : [{ clientId: client.clientId, secret: generated }],
      ),
    };
  }
}
