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
  readonly unknownFields: readonly string[];
  readonly problems: readonly SeedProblem[];
}

/** Loads `seed.users.file` of a local inbound module. */
export interface UserSeeding {
  /** @param text the file, `{"users": [...]}`, variables already substituted */
  seedUsers(moduleId: string, text: string, mode: 'evaluation' | 'production'): Promise<SeedUsersReport>;
}

/** DI token of {@link UserSeeding}. */
export const USER_SEEDING = Symbol('UserSeeding');
