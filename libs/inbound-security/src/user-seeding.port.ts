import type { SeedMode } from '#protocol/administration/seed-list';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { NewUser } from '#protocol/user/user-json';

/** A user of the seed file. */
export interface SeedUser {
  readonly user: NewUser;
  /** A person's account, which nobody can use before it has a password. */
  readonly needsPassword: boolean;
  /** That of where the file comes from. */
  readonly pid?: number;
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
  /** Of users whose pid could not be kept, with their place in the file. */
  readonly warnings: readonly FieldProblem[];
  /** What only shows with the database at hand: a name that is the id of a client (ruling 49). */
  readonly problems: readonly FieldProblem[];
}

/** Loads `seed.users.file` of a local inbound module. */
export interface UserSeeding {
  /** @param users of the file, read without problems by `readSeedUsers` */
  seedUsers(moduleId: string, users: readonly SeedUser[], mode: SeedMode): Promise<SeedUsersReport>;
}

/** DI token of {@link UserSeeding}. */
export const USER_SEEDING = Symbol('UserSeeding');
