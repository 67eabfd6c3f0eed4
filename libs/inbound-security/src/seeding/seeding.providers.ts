import type { Provider } from '@nestjs/common';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { RESERVED_NAMES, type ReservedNames } from '../reserved-names.port.js';
import { USER_SEEDING } from '../user-seeding.port.js';
import { LocalUserSeeding } from './seed-users.js';

/** Accounts of the first start. */
export const seedingProviders: Provider[] = [
  {
    provide: USER_SEEDING,
    inject: [USER_CHANGES, RESERVED_NAMES],
    useFactory: (changes: UserChangeDependencies, reserved: ReservedNames) => new LocalUserSeeding(changes, reserved),
  },
];
