import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { USER_REGISTRATIONS, type UserRegistrations } from '#inbound-security/user-registration.port';
import { MAILER, type Mailer } from '#mail/mailer.port';
import { sha256Base64Url } from '#protocol/hash';
import { mailCodeHash, newMailCode } from '#protocol/mail-code';
import { networkOf } from '#protocol/network-of';
import { randomToken } from '#protocol/random';
import { accountExistsMail, registrationCodeMail } from '../mail/mail-texts.js';
import { QUOTA_STORE, type QuotaStore } from '../stores/quota.store.js';
import {
  USER_REGISTRATION_STORE,
  type Registrant,
  type UserRegistrationStore,
} from '../stores/user-registration.store.js';
import type { RegistrationScene } from './registration-pages.js';

/** Seconds that a registration lives, its code with it. */
const LIFETIME_SECONDS = 1_800;
/** Mails to one address within an hour. */
const MOST_FOR_ADDRESS = 3;

/** What came of a wish for an account. `asked` says nothing about whether the address has one. */
export type AskedRegistration =
  | { readonly kind: 'asked'; readonly handle: string }
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number };

/** Begins registrations. Whether an address has an account already is told by mail alone, to its owner; everybody else sees the same (V-56). */
@Injectable()
export class RegistrationRequests {
  constructor(
    @Inject(USER_REGISTRATIONS) private readonly registrations: UserRegistrations,
    @Inject(USER_REGISTRATION_STORE) private readonly store: UserRegistrationStore,
    @Inject(QUOTA_STORE) private readonly quotas: QuotaStore,
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
  ) {}

  async ask(scene: RegistrationScene, registrant: Registrant): Promise<AskedRegistration> {
    const { instance, offer, visit, purpose } = scene;
    const { moduleId } = instance;
    const subject = `register network ${networkOf(visit.remoteAddress)}`;
    const wait = await this.quotas.take({ moduleId, subject, most: offer.mostPerHourAndNetwork });
    if (wait !== undefined) return { kind: 'too-many', retryAfterSeconds: wait };
    const owner = await this.registrations.ownerOf(offer.userModuleId, registrant.email);
    // An address may be spelt in many ways that mean the same account; what is said of it goes to its own alone, and counts for it.
    const address = owner?.email ?? registrant.email;
    const isFree = await this.takeOfAddress(moduleId, address);
    const [handle, code] = [randomToken('ghe_'), newMailCode()];
    await this.store.add({
      ...{ moduleId, handleHash: sha256Base64Url(handle), browserHash: visit.browser.cookieHash },
      ...{ codeHash: mailCodeHash(handle, code), lifetimeSeconds: LIFETIME_SECONDS },
      ...(owner === undefined && isFree && { registrant }),
    });
    const text =
      owner === undefined ? registrationCodeMail(instance, code) : accountExistsMail(instance, owner.username);
    const to = isFree ? address : undefined;
    await this.mailer.send(moduleId, { to, usefulSeconds: LIFETIME_SECONDS, ...text });
    const errorCode = owner !== undefined ? 'address-known' : isFree ? undefined : 'too-many-codes';
    await this.audit.record({
      ...{ moduleId, kind: 'USER_REGISTRATION', remoteAddress: visit.remoteAddress, ...purpose.ids },
      ...(errorCode === undefined ? { outcome: 'success' } : { outcome: 'failure', errorCode }),
      detail: { step: 'request' },
    });
    return { kind: 'asked', handle };
  }

  private async takeOfAddress(moduleId: string, email: string): Promise<boolean> {
    const subject = `register address ${sha256Base64Url(email.toLowerCase())}`;
    return (await this.quotas.take({ moduleId, subject, most: MOST_FOR_ADDRESS })) === undefined;
  }
}
