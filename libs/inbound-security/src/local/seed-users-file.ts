import { readUserJson, type NewUser } from '#protocol/user/user-json';
import { UserRefusedError } from '../user-commands.port.js';
import type { SeedProblem } from '../user-seeding.port.js';
import type { LocalInboundInstance } from './local-inbound-instance.js';
import { assertAcceptable } from './new-account.js';
import { readPasswordHash } from './password-hash.js';
import { usernameKey } from './username-key.js';

/** A user of the seed file. */
export interface SeedUser {
  readonly user: NewUser;
  /** A person's account, which nobody can use before it has a password. */
  readonly needsPassword: boolean;
  /** The password that was made up, to be printed once. */
  readonly generated?: string;
}

/** The seed file read; with problems nothing of it is used. */
export interface ReadSeedUsers {
  readonly users: readonly SeedUser[];
  readonly unknownFields: readonly string[];
  readonly problems: readonly SeedProblem[];
}

/** Reads `{"users": [...]}` (product reference 13) and reports all mistakes together. */
export function readSeedUsers(text: string, instance: LocalInboundInstance): ReadSeedUsers {
  const items = usersOf(text);
  if (items === undefined) return { users: [], unknownFields: [], problems: [NO_LIST] };
  const read = items.map((item, index) => readOne(item, `users[${index}].`, instance));
  return {
    users: read.map(({ user }) => ({ user, needsPassword: needsPassword(user) })),
    unknownFields: read.flatMap((each) => each.unknownFields),
    problems: [...read.flatMap((each) => each.problems), ...repeatedNames(read, instance)],
  };
}

const NO_LIST: SeedProblem = {
  field: 'users',
  problem: 'is not a list of users in a JSON object',
  remedy: 'Write the file as {"users": [ … ]}',
};

function usersOf(text: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const users = typeof parsed === 'object' && parsed !== null && 'users' in parsed ? parsed.users : undefined;
    return Array.isArray(users) ? users : undefined;
  } catch {
    // The parser's message would quote the file, which may hold passwords.
    return undefined;
  }
}

function readOne(
  item: unknown,
  path: string,
  instance: LocalInboundInstance,
): { user: NewUser; unknownFields: readonly string[]; problems: readonly SeedProblem[] } {
  const read = readUserJson(item, instance);
  const user = withHashRecognised(read.user);
  const problems = [...read.problems, ...moduleProblem(user, instance), ...accountProblem(user, instance)];
  return {
    user,
    unknownFields: read.unknownFields.map((name) => path + name),
    problems: problems.map((each) => ({ ...each, field: path + each.field })),
  };
}

/** Files made from an export carry the hash where the password goes. */
function withHashRecognised(user: NewUser): NewUser {
  const { password, ...rest } = user;
  return password !== undefined && readPasswordHash(password) !== undefined
    ? { ...rest, passwordHash: password }
    : user;
}

function moduleProblem(user: NewUser, { moduleId }: LocalInboundInstance): readonly SeedProblem[] {
  if (user.moduleId === moduleId) return [];
  return [
    {
      field: 'moduleId',
      problem: `names another module: ${user.moduleId}`,
      remedy: `Leave it out, or write ${moduleId}`,
    },
  ];
}

function accountProblem(user: NewUser, instance: LocalInboundInstance): readonly SeedProblem[] {
  try {
    assertAcceptable(user, instance);
    return [];
  } catch (error) {
    if (!(error instanceof UserRefusedError)) throw error;
    const field = error.reason === 'invalid-name' ? 'username' : 'password';
    return [{ field, problem: error.message, remedy: 'Correct the value' }];
  }
}

function repeatedNames(
  read: readonly { readonly user: NewUser }[],
  { options }: LocalInboundInstance,
): readonly SeedProblem[] {
  const keys = read.map(({ user }) => usernameKey(user.username, options.usernameCaseSensitive));
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [{ field: `users[${index}].username`, problem: 'stands in the file twice', remedy: 'Keep one of the two' }],
  );
}

function needsPassword(user: NewUser): boolean {
  return !user.systemUser && !user.external && user.password === undefined && user.passwordHash === undefined;
}
