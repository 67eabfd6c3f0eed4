import { entryPlace } from '#protocol/json/entry-place';
import type { NewUser } from '#protocol/user/new-user';
import type { SeedProblem, SeedUser } from '../user-seeding.port.js';
import type { LocalInboundInstance } from './local-inbound-instance.js';
import { needsPassword, readUser, type ReadForModule } from './read-user.js';
import { usernameKey } from './username-key.js';

/** The seed file read; with problems nothing of it is used. */
export interface ReadSeedUsers {
  readonly users: readonly SeedUser[];
  readonly unknownFields: readonly string[];
  readonly problems: readonly SeedProblem[];
  /** What does not do what it seems to do. */
  readonly warnings: readonly SeedProblem[];
}

/**
 * Reads `{"users": [...]}` (product reference 13) and reports all mistakes together, as far as they show without the database.
 * @param seed the parsed file, variables already substituted
 */
export function readSeedUsers(seed: unknown, instance: LocalInboundInstance): ReadSeedUsers {
  const { users: list, ...others } = (seed ?? {}) as { readonly users?: unknown };
  if (!Array.isArray(list)) return { users: [], unknownFields: [], problems: [NO_LIST], warnings: [] };
  const read = list.map((item, index) => readOne(item, index, instance));
  return {
    users: read.map(({ user }) => ({ user, needsPassword: needsPassword(user) })),
    unknownFields: [...Object.keys(others), ...read.flatMap((each) => each.unknownFields)],
    problems: [...read.flatMap((each) => each.problems), ...repeatedNames(read, instance)],
    warnings: read.flatMap((each) => each.warnings),
  };
}

const NO_LIST: SeedProblem = {
  field: 'users',
  problem: 'is missing or no list',
  remedy: 'Write {"users": [ … ]}.',
};

function readOne(item: unknown, index: number, instance: LocalInboundInstance): ReadForModule {
  const { user, unknownFields, problems, warnings } = readUser(item, instance);
  const place = (field: string): string => entryPlace('users', index, user.username, field);
  const placed = (each: SeedProblem): SeedProblem => ({ ...each, field: place(each.field) });
  return {
    user,
    unknownFields: unknownFields.map(place),
    problems: problems.map(placed),
    warnings: warnings.map(placed),
  };
}

function repeatedNames(
  read: readonly { readonly user: NewUser }[],
  { options }: LocalInboundInstance,
): readonly SeedProblem[] {
  const keys = read.map(({ user }) => usernameKey(user.username, options.usernameCaseSensitive));
  return read.flatMap(({ user: { username } }, index) => {
    const key = keys[index] ?? '';
    if (key === '' || keys.indexOf(key) === index) return [];
    const field = entryPlace('users', index, username, 'username');
    return [{ field, problem: 'stands in the file twice', remedy: 'Keep one of the two' }];
  });
}
