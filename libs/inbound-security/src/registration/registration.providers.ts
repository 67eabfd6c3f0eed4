import { Logger, type Provider } from '@nestjs/common';
import { REGISTRATION_SCRIPT, type RegistrationScript } from '#scripts/registration-script.port';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { UserWrites } from '../administration/user-writes.js';
import { IdentityDefinitions } from '../external/identity-definitions.js';
import { queuedPasswords } from '../passwords/passwords.js';
import { RESERVED_NAMES, type ReservedNames } from '../reserved-names.port.js';
import { USER_REGISTRATIONS } from '../user-registration.port.js';
import { LocalUserRegistrations } from './local-user-registrations.js';

/** Accounts that people make themselves. */
export const registrationProviders: Provider[] = [
  {
    provide: USER_REGISTRATIONS,
    inject: [USER_CHANGES, UserWrites, RESERVED_NAMES, IdentityDefinitions, REGISTRATION_SCRIPT],
    useFactory: (
      changes: UserChangeDependencies,
      writes: UserWrites,
      reserved: ReservedNames,
      identities: IdentityDefinitions,
      script: RegistrationScript,
    ) =>
      new LocalUserRegistrations({
        ...{ ...changes, writes, reserved, identities, script },
        warn: (message) => new Logger('InboundSecurity').warn(message),
        passwords: queuedPasswords(changes.queue),
      }),
  },
];
