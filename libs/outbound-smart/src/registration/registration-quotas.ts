import { Inject, Injectable } from '@nestjs/common';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { networkOf } from '../clients/network-of.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { REGISTRATION_QUOTA_STORE, type RegistrationQuotaStore } from '../stores/registration-quota.store.js';

const EVERYBODY = '*';

/** Keeps strangers from filling the database: so many registrations and changes an hour of one network, and so many of all. */
@Injectable()
export class RegistrationQuotas {
  constructor(@Inject(REGISTRATION_QUOTA_STORE) private readonly store: RegistrationQuotaStore) {}

  /** @throws OAuthError temporarily_unavailable, answered with 429 and Retry-After */
  async take({ moduleId, options }: OutboundSmartInstance, remoteAddress: string): Promise<void> {
    const quotas = [
      { moduleId, subject: networkOf(remoteAddress), mostPerHour: options.registration.mostPerHourAndNetwork },
      { moduleId, subject: EVERYBODY, mostPerHour: options.registration.mostPerHour },
    ];
    for (const quota of quotas) {
      const retryAfterSeconds = await this.store.take(quota);
      if (retryAfterSeconds !== undefined)
        throw new OAuthError('temporarily_unavailable', 'Too many apps were registered or changed; try again later.', {
          retryAfterSeconds,
        });
    }
  }
}
