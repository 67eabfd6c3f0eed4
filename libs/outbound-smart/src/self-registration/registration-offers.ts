import { Inject, Injectable } from '@nestjs/common';
import {
  USER_REGISTRATIONS,
  type RegistrationPolicy,
  type UserRegistrations,
} from '#inbound-security/user-registration.port';
import { takesPasswords } from '../federation/sign-in-offer.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** Where new people are kept, and on which terms. */
export interface RegistrationOffer extends RegistrationPolicy {
  readonly userModuleId: string;
}

/** Knows which modules let people make their own accounts. */
@Injectable()
export class RegistrationOffers {
  constructor(@Inject(USER_REGISTRATIONS) private readonly registrations: UserRegistrations) {}

  /** Undefined where none are taken: mail is needed, a module that takes them, and a sign-in by password. */
  of(instance: OutboundSmartInstance): RegistrationOffer | undefined {
    const { registrationModuleId: userModuleId, mail } = instance;
    if (userModuleId === undefined || mail === undefined || !takesPasswords(instance)) return undefined;
    const policy = this.registrations.policy(userModuleId);
    return policy && { ...policy, userModuleId };
  }
}
