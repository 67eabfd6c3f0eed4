import type { Provider } from '@nestjs/common';
import { UserWrites } from '../administration/user-writes.js';
import { queuedPasswords } from '../passwords/passwords.js';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { RESERVED_NAMES, type ReservedNames } from '../reserved-names.port.js';
import { SignInStore } from '../stores/sign-in.store.js';
import { OWN_PASSWORDS } from '../own-password.port.js';
import { LocalOwnPasswords } from './local-own-passwords.js';
import { PASSWORD_RESETS } from '../password-reset.port.js';
import { LocalPasswordResets } from '../password-reset/local-password-resets.js';
import { USER_AUTHENTICATOR, type UserAuthenticator } from '../user-authenticator.port.js';
import { USER_DIRECTORY, type UserDirectory } from '../user-directory.port.js';
import { LocalUserRegistrations } from '../registration/local-user-registrations.js';
import { USER_REGISTRATIONS } from '../user-registration.port.js';
import { IdentityDefinitions } from '../external/identity-definitions.js';

/** What people do with accounts of their own: other passwords, forgotten ones, new accounts. */
export const ownAccountProviders: Provider[] = [
  {
    provide: OWN_PASSWORDS,
    inject: [USER_CHANGES, UserWrites, USER_AUTHENTICATOR, USER_DIRECTORY, SignInStore],
    useFactory: (
      changes: UserChangeDependencies,
      writes: UserWrites,
      authenticator: UserAuthenticator,
      directory: UserDirectory,
      store: SignInStore,
    ) => new LocalOwnPasswords({ ...changes, writes, authenticator, directory, store }),
  },
  {
    provide: PASSWORD_RESETS,
    inject: [USER_CHANGES, UserWrites],
    useFactory: (changes: UserChangeDependencies, writes: UserWrites) =>
      new LocalPasswordResets({ ...changes, writes }),
  },
  {
    provide: USER_REGISTRATIONS,
    inject: [USER_CHANGES, UserWrites, RESERVED_NAMES, IdentityDefinitions],
    useFactory: (
      changes: UserChangeDependencies,
      writes: UserWrites,
      reserved: ReservedNames,
      identities: IdentityDefinitions,
    ) =>
      new LocalUserRegistrations({
        ...{ ...changes, writes, reserved, identities },
        passwords: queuedPasswords(changes.queue),
      }),
  },
];
