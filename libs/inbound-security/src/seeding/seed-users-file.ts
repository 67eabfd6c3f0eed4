import { readSeedList, type ReadSeedList } from '#protocol/administration/seed-list';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { SeedUser } from '../user-seeding.port.js';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { needsPassword, readUser } from '../accounts/read-user.js';
import { unreachable } from '../accounts/unreachable.js';
import { usernameKey } from '../accounts/username-key.js';

/**
 * Reads `{"users": [...]}` (product reference 13) and reports all mistakes together, as far as they show without the database. A launch context
 * that no app is given keeps no server from starting.
 * @param seed the parsed file, variables already substituted
 */
export function readSeedUsers(seed: unknown, instance: AccountsInstance): ReadSeedList<SeedUser> {
  return readSeedList(seed, { list: 'users', nameField: 'username' }, (json) => {
    const { user, pid, ...findings } = readUser(json, instance, { mayStay: () => true });
    const key = usernameKey(user.username, instance.options.usernameCaseSensitive);
    return {
      ...findings,
      warnings: [...findings.warnings, ...unreachable(user), ...unseeded(user)],
      entry: { user, needsPassword: needsPassword(user), ...(pid !== undefined && { pid }) },
      name: user.username,
      key,
    };
  });
}

/** The definitions that they name may be seeded after the users. */
function unseeded({ externalIdentities = [] }: SeedUser['user']): readonly FieldProblem[] {
  if (externalIdentities.length === 0) return [];
  const problem = 'stay out where users are seeded: people of other systems would not be recognised';
  return [{ field: 'externalIdentities', problem, remedy: 'Bring the users along by gatehouse import instead' }];
}
