import type { ModuleMetadata } from '@nestjs/common';
import { AccountChoices } from './account-choices.js';
import { RegistrationOffers } from './registration-offers.js';
import { RegistrationPages } from './registration-pages.js';
import { RegistrationRequests } from './registration-requests.js';
import { SelfRegistrationController } from './self-registration.controller.js';
import { SelfRegistration } from './self-registration.js';

/** Accounts that people make themselves. */
export const selfRegistrationParts: ModuleMetadata = {
  controllers: [SelfRegistrationController],
  providers: [AccountChoices, RegistrationOffers, RegistrationPages, RegistrationRequests, SelfRegistration],
};
