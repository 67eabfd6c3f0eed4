import { Inject, Injectable } from '@nestjs/common';
import { DATABASE_CLOCK } from '#database/database-clock.port';
import { hashGeneratedSecret } from '#protocol/client/client-secret-hash';
import type { NewClientSecret } from '#protocol/client/new-client';
import type { Clock } from '#protocol/clock';
import { randomToken } from '#protocol/random';
import type { SecretRecord } from '../stores/client.store.js';
import type { ClientsOptions } from './clients.options.js';
import { SecretHasher } from './secret-hasher.js';

const DAY = 86_400_000;

/** A secret ready to be written. */
export interface PreparedSecret {
  readonly record: SecretRecord;
  /** Its text, where the server generated it: to be shown once and kept nowhere. */
  readonly generated?: string;
}

/** Turns secrets on their way in into what is stored of them. */
@Injectable()
export class SecretPreparation {
  constructor(
    @Inject(DATABASE_CLOCK) private readonly clock: Clock,
    private readonly hasher: SecretHasher,
  ) {}

  /** A hash is taken over as it is, a text is hashed (slow: outside any transaction); a secret with neither is generated. */
  async prepare(secret: NewClientSecret, options: ClientsOptions): Promise<PreparedSecret> {
    const { secret: chosen, hash, pid: _ofAnother, ...rest } = secret;
    if (hash !== undefined) return { record: { ...rest, hash } };
    if (chosen === undefined) return this.generate(rest, options.generatedSecretDays);
    return { record: { ...rest, hash: await this.hasher.hash(chosen, options.secretEncoding) } };
  }

  /** A generated secret ends by itself unless its end is given or ends are switched off. */
  private generate(rest: Omit<NewClientSecret, 'secret' | 'hash' | 'pid'>, days: number): PreparedSecret {
    const generated = randomToken('ghs_');
    const from = rest.activation ?? this.clock.now();
    const record = { ...rest, hash: hashGeneratedSecret(generated) };
    if (days === 0 || rest.expiration !== undefined) return { record, generated };
    return { record: { ...record, expiration: new Date(from.getTime() + days * DAY) }, generated };
  }
}
