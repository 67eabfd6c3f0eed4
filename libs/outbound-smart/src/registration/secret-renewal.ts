import { Inject, Injectable } from '@nestjs/common';
import { DATABASE_CLOCK } from '#database/database-clock.port';
import type { ClientSecret } from '#protocol/client/client';
import type { Clock } from '#protocol/clock';
import { needsSecret } from '#protocol/oauth2/client-registration';
import { SecretPreparation, type PreparedSecret } from '../clients/secret-preparation.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { ProvenClient } from './registered-clients.js';

/** A secret that ends within this time, in milliseconds, gets a successor with the next change of the registration. */
const NOTICE = 30 * 86_400_000;
const DESCRIPTION = 'made with a change of the registration';

/** A secret to be added beside those there are, but for those that nobody ever saw. */
export interface RenewedSecret {
  readonly secret: PreparedSecret;
  readonly lost: readonly ClientSecret[];
}

/** Gives a client that registered itself a new secret in time: nobody else would, and it cannot choose one (RFC 7592 §2.1). */
@Injectable()
export class SecretRenewal {
  constructor(
    @Inject(DATABASE_CLOCK) private readonly clock: Clock,
    private readonly secrets: SecretPreparation,
  ) {}

  /** Undefined while a secret that the client knows lasts long enough, and for a client that needs none. */
  async dueFor(
    { options }: OutboundSmartInstance,
    { client, missedAnswer }: ProvenClient,
  ): Promise<RenewedSecret | undefined> {
    const lost = missedAnswer ? client.clientSecrets.filter(isUnusedSuccessor) : [];
    const enough = this.clock.now().getTime() + NOTICE;
    const lasts = client.clientSecrets.some(
      (secret) => !lost.includes(secret) && (secret.expiration === undefined || secret.expiration.getTime() > enough),
    );
    if (lasts || !needsSecret(client)) return undefined;
    return { secret: await this.secrets.prepare({ description: DESCRIPTION }, options.clients), lost };
  }
}

function isUnusedSuccessor({ description, lastUsedAt }: ClientSecret): boolean {
  return description === DESCRIPTION && lastUsedAt === undefined;
}
