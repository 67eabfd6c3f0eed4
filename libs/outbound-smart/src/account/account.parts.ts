import type { ModuleMetadata } from '@nestjs/common';
import { AccountPage } from './account-page.js';
import { ACCOUNT_SECTIONS, type AccountSection } from './account-section.js';
import { AccountVisits } from './account-visits.js';
import { AccountController } from './account.controller.js';
import { PasswordChange } from './password-change.js';
import { PasswordSection } from './password-section.js';

/** The sections of the page; each is a provider beside it. */
const sections = [PasswordSection];

/** What people see and change of their own account. */
export const accountParts: ModuleMetadata = {
  controllers: [AccountController],
  providers: [
    { provide: ACCOUNT_SECTIONS, inject: sections, useFactory: (...all: AccountSection[]) => all },
    ...sections,
    AccountPage,
    AccountVisits,
    PasswordChange,
  ],
};
