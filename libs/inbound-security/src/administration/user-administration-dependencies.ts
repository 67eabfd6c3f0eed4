import type { IdentityDefinitions } from '../external/identity-definitions.js';
import type { Passwords } from '../passwords/passwords.js';
import type { UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import type { ReservedNames } from '../reserved-names.port.js';
import type { UserWrites } from './user-writes.js';

/** What administration of users needs of its surroundings. */
export interface UserAdministrationDependencies extends UserChangeDependencies {
  readonly writes: UserWrites;
  readonly passwords: Passwords;
  readonly reserved: ReservedNames;
  readonly identities: IdentityDefinitions;
}
