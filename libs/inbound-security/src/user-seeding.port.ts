import type { NewUser } from '#protocol/user/user-json';

/** A user of the seed file. */
export interface SeedUser {
  readonly user: NewUser;
  /** A person's account, which nobody can use before it has a password. */
  readonly needsPassword: boolean;
}

/** A mistake in the seed file. */
export interface SeedProblem {
  readonly field: string;
  readonly problem: string;
  readonly remedy: string;
}

/** What seeding did. With problems nothing was written. */
export interface SeedUsersReport {
  /** False when this module was seeded before: users are seeded once, so that a deleted account does not come back. */
  readonly seeded: boolean;
  readonly created: readonly string[];
  /** To be printed once by the launcher and kept nowhere (evaluation mode only). */
  readonly generatedPasswords: readonly { readonly username: string; readonly password: string }[];
  /** Accounts that nobody can sign in to until a password is set (production mode). */
  readonly withoutPassword: readonly string[];
  /** What only shows with the database at hand: a name that is the id of a client (ruling 49). */
  readonly problems: readonly SeedProblem[];
}

/** What seeding depends on. */
export interface SeedUsersOptions {
  readonly mode: 'evaluation' | 'production';
  /** Those of the names that are ids of clients: such a user could pass for the client in `sub` (ruling 49). */
  readonly clientIdsAmong?: (names: readonly string[]) => Promise<readonly string[]>;
}

/** Loads `seed.users.file` of a local inbound module. */
export interface UserSeeding {
  /** @param users of the file, read without problems by `readSeedUsers` */
  seedUsers(moduleId: string, users: readonly SeedUser[], options: SeedUsersOptions): Promise<SeedUsersReport>;
}

/** DI token of {@link UserSeeding}. */
export const USER_SEEDING = Symbol('UserSeeding');
