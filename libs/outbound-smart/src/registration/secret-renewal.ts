import { Inject, Injectable } from '@nestjs/common';
import { DATABASE_CLOCK } from '#database/database-clock.port';
import type { ClientDefinition } from '#protocol/client/client';
import type { Clock } from '#protocol/clock';
import { needsSecret } from '#protocol/oauth2/client-registration';
import { SecretPreparation, type PreparedSecret } from '../clients/secret-preparation.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** A secret that ends within this time, in milliseconds, gets a successor with the next change of the registration. */
const NOTICE = 30 * 86_400_000;

/** Gives a client that registered itself a new secret in time: nobody else would, and it cannot choose one (RFC 7592 §2.1). */
@Injectable()
export class SecretRenewal {
  constructor(
    @Inject(DATABASE_CLOCK) private readonly clock: Clock,
    private readonly secrets: SecretPreparation,
  ) {}

  /** A secret to be added beside those there are; undefined while one of them lasts long enough, and for a client that needs none. */
  async dueFor({ options }: OutboundSmartInstance, client: ClientDefinition): Promise<PreparedSecret | undefined> {
    const enough = this.clock.now().getTime() + NOTICE;
    const lasts = client.clientSecrets.some(
      ({ expiration }) => expiration === undefined || expiration.getTime() > enough,
    );
    if (lasts || !needsSecret(client)) return undefined;
    return this.secrets.prepare({ description: 'made with a change of the registration' }, options.clients);
  }
}
