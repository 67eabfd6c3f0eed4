import { Inject, Injectable } from '@nestjs/common';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { networkOf } from '#protocol/network-of';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { QUOTA_STORE, type Quota, type QuotaStore } from '../stores/quota.store.js';

const EVERYBODY = '*';
/** How often one app may change its registration: each change is a row of the audit log, and has every process read clients anew. */
const CHANGES_PER_HOUR = 30;

/** Keeps apps from filling the database and from emptying caches. */
@Injectable()
export class RegistrationQuotas {
  constructor(@Inject(QUOTA_STORE) private readonly store: QuotaStore) {}

  /**
   * So many registrations and changes an hour of one network, and so many of all, where nobody answers for the app.
   * @throws OAuthError temporarily_unavailable, answered with 429 and Retry-After
   */
  async takeOfStranger({ moduleId, options }: OutboundSmartInstance, remoteAddress: string): Promise<void> {
    const { mostPerHour, mostPerHourAndNetwork } = options.registration;
    await this.take({ moduleId, subject: networkOf(remoteAddress), most: mostPerHourAndNetwork });
    await this.take({ moduleId, subject: EVERYBODY, most: mostPerHour });
  }

  /** So many changes an hour of one app. @throws OAuthError as {@link takeOfStranger} */
  async takeChange({ moduleId }: OutboundSmartInstance, clientId: string): Promise<void> {
    await this.take({ moduleId, subject: clientId, most: CHANGES_PER_HOUR });
  }

  private async take(quota: Quota): Promise<void> {
    const retryAfterSeconds = await this.store.take(quota);
    if (retryAfterSeconds === undefined) return;
    const description = 'Too many apps were registered or changed; try again later.';
    throw new OAuthError('temporarily_unavailable', description, { retryAfterSeconds });
  }
}
