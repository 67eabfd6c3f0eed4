import { Inject, Injectable } from '@nestjs/common';
import { DATABASE_CLOCK } from '#database/database-clock.port';
import type { ClientSecret } from '#protocol/client/client';
import type { Clock } from '#protocol/clock';
import { needsSecret } from '#protocol/oauth2/client-registration';
import type { ClientsOptions } from '../clients/clients.options.js';
import { SecretPreparation, type PreparedSecret } from '../clients/secret-preparation.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { ProvenClient } from './registered-clients.js';

const DAY = 86_400_000; // ms
/** A secret that ends within so many days gets a successor with the next change of the registration. */
const NOTICE_DAYS = 30;
const DESCRIPTION = 'made with a change of the registration';

/** A secret to be added beside those there are. */
export interface RenewedSecret {
  readonly secret: PreparedSecret;
  /** Those that go: they have ended, or nobody ever saw them. */
  readonly useless: readonly ClientSecret[];
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
    const now = this.clock.now().getTime();
    const notice = noticeOf(options.clients);
    const useless = client.clientSecrets.filter(
      (secret) => !lastsBeyond(secret, now) || (missedAnswer && isUnusedSuccessor(secret)),
    );
    const lasts = client.clientSecrets.some((each) => !useless.includes(each) && lastsBeyond(each, now + notice));
    if (lasts || !needsSecret(client)) return undefined;
    return { secret: await this.secrets.prepare({ description: DESCRIPTION }, options.clients), useless };
  }
}

/** In milliseconds. At most half the life of a secret: each change would bring a new one where none lives long. */
function noticeOf({ generatedSecretDays: life }: ClientsOptions): number {
  return (life === 0 ? NOTICE_DAYS : Math.min(NOTICE_DAYS, life / 2)) * DAY;
}

function lastsBeyond({ expiration }: ClientSecret, moment: number): boolean {
  return expiration === undefined || expiration.getTime() > moment;
}

function isUnusedSuccessor({ description, lastUsedAt }: ClientSecret): boolean {
  return description === DESCRIPTION && lastUsedAt === undefined;
}
