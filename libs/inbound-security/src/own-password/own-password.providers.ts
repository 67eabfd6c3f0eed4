import type { Provider } from '@nestjs/common';
import { UserWrites } from '../administration/user-writes.js';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { SignInStore } from '../stores/sign-in.store.js';
import { OWN_PASSWORDS } from '../own-password.port.js';
import { LocalOwnPasswords } from './local-own-passwords.js';
import { USER_AUTHENTICATOR, type UserAuthenticator } from '../user-authenticator.port.js';
import { USER_DIRECTORY, type UserDirectory } from '../user-directory.port.js';

/** Other passwords, by those who have them. */
export const ownPasswordProviders: Provider[] = [
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
];
