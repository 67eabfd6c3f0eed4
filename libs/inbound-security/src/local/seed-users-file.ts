import { entryPlace } from '#protocol/json/entry-place';
import { isWrittenLikeHash } from '#protocol/slow-hash';
import { readUserJson, type NewUser } from '#protocol/user/user-json';
import { UserRefusedError } from '../user-commands.port.js';
import type { SeedProblem, SeedUser } from '../user-seeding.port.js';
import type { LocalInboundInstance } from './local-inbound-instance.js';
import { assertAcceptable } from './new-account.js';
import { isPasswordLengthAccepted } from './password-hash.js';
import { matchesPattern } from './password-rules.js';
import { usernameKey, usernameProblem } from './username-key.js';

/** The seed file read; with problems nothing of it is used. */
export interface ReadSeedUsers extends Findings {
  readonly users: readonly SeedUser[];
}

interface Findings {
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

function readOne(item: unknown, index: number, instance: LocalInboundInstance): { user: NewUser } & Findings {
  const read = readUserJson(item, instance);
  const user = withHashRecognised(read.user);
  const found = new Set(read.problems.map(({ field }) => field));
  const account = accountProblem(user, instance).filter(({ field }) => !found.has(field));
  const problems = [...read.problems, ...moduleProblem(user, instance), ...account];
  const place = (field: string): string => entryPlace('users', index, user.username, field);
  const placed = (each: SeedProblem): SeedProblem => ({ ...each, field: place(each.field) });
  return {
    user,
    unknownFields: read.unknownFields.map(place),
    problems: problems.map(placed),
    warnings: [...read.warnings, ...uselessPassword(user)].map(placed),
  };
}

/** Files made from a database carry the hash where the password goes; one that cannot be checked here is refused, not taken for a password. */
function withHashRecognised(user: NewUser): NewUser {
  const { password, ...rest } = user;
  return password !== undefined && isWrittenLikeHash(password) ? { ...rest, passwordHash: password } : user;
}

/** A system user stands for requests without a person. */
function uselessPassword({ systemUser, password, passwordHash }: NewUser): readonly SeedProblem[] {
  if (!systemUser || (password ?? passwordHash) === undefined) return [];
  const problem = 'is true, so that nobody can sign in with this name, whatever the password';
  return [{ field: 'systemUser', problem, remedy: 'Write false where it is a person, or leave the password out' }];
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
    if (isRefusedByPattern(user, instance)) return [{ field: 'password', ...patternFinding(error.message, instance) }];
    const field = error.reason === 'invalid-name' ? 'username' : 'password';
    return [{ field, problem: error.message, remedy: 'Correct the value' }];
  }
}

function isRefusedByPattern({ username, password }: NewUser, { options }: LocalInboundInstance): boolean {
  if (password === undefined || usernameProblem(username) !== undefined) return false;
  return isPasswordLengthAccepted(password) && !matchesPattern(password, options);
}

/** Files of the product have passwords that its own default accepts. */
function patternFinding(
  message: string,
  { moduleId, options }: LocalInboundInstance,
): Pick<SeedProblem, 'problem' | 'remedy'> {
  return {
    problem: `${message}: it does not match password_pattern, which is ${options.passwordPattern}`,
    remedy: `Give another password, or set module.${moduleId}.config.password_pattern; .{4,100} is the product's default`,
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

function needsPassword(user: NewUser): boolean {
  return !user.systemUser && !user.external && user.password === undefined && user.passwordHash === undefined;
}
