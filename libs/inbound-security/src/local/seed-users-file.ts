import { readSeedList, type ReadSeedList } from '#protocol/administration/seed-list';
import type { SeedUser } from '../user-seeding.port.js';
import type { LocalInboundInstance } from './local-inbound-instance.js';
import { needsPassword, readUser } from './read-user.js';
import { usernameKey } from './username-key.js';

/**
 * Reads `{"users": [...]}` (product reference 13) and reports all mistakes together, as far as they show without the database.
 * @param seed the parsed file, variables already substituted
 */
export function readSeedUsers(seed: unknown, instance: LocalInboundInstance): ReadSeedList<SeedUser> {
  return readSeedList(seed, { list: 'users', nameField: 'username' }, (json) => {
    const { user, pid, ...findings } = readUser(json, instance);
    const key = usernameKey(user.username, instance.options.usernameCaseSensitive);
    return {
      ...findings,
      entry: { user, needsPassword: needsPassword(user), ...(pid !== undefined && { pid }) },
      name: user.username,
      key,
    };
  });
}
