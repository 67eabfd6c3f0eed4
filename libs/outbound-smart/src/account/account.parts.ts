import type { ModuleMetadata } from '@nestjs/common';
import { AccountPage } from './account-page.js';
import { ACCOUNT_SECTIONS, type AccountSection } from './account-section.js';
import { AccountVisits } from './account-visits.js';
import { AccountController } from './account.controller.js';
import { OwnerProof } from './owner-proof.js';
import { PasskeyAccountController } from './passkey-account.controller.js';
import { PasskeyChange } from './passkey-change.js';
import { PasskeySection } from './passkey-section.js';
import { PasswordChange } from './password-change.js';
import { PasswordSection } from './password-section.js';
import { SecondFactorAccountController } from './second-factor-account.controller.js';
import { SecondFactorChange } from './second-factor-change.js';
import { SecondFactorSection } from './second-factor-section.js';

/** The sections of the page; each is a provider beside it. */
const sections = [PasswordSection, PasskeySection, SecondFactorSection];

/** What people see and change of their own account. */
export const accountParts: ModuleMetadata = {
  controllers: [AccountController, PasskeyAccountController, SecondFactorAccountController],
  providers: [
    { provide: ACCOUNT_SECTIONS, inject: sections, useFactory: (...all: AccountSection[]) => all },
    ...sections,
    AccountPage,
    AccountVisits,
    OwnerProof,
    PasskeyChange,
    PasswordChange,
    SecondFactorChange,
  ],
};
