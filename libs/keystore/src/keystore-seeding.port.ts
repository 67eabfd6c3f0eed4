import type { FieldProblem } from '#protocol/json/json-fields';
import type { KeystoreEntry } from './administration/keystore-entry.js';

/** What seeding did. With problems nothing was written. */
export interface SeedKeystoresReport {
  /** False when this module was seeded before: keystores are seeded once, so that a removed one does not come back. */
  readonly seeded: boolean;
  /** The ids created; a keystore that is there already is left alone. */
  readonly created: readonly string[];
  /** What only shows with a look at the keys. */
  readonly problems: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

/** Loads `seed_keystores.file` of a cluster manager (product reference 13). */
export interface KeystoreSeeding {
  /** @param keystores of the file, read without problems by `readSeedKeystores` */
  seedKeystores(moduleId: string, keystores: readonly KeystoreEntry[]): Promise<SeedKeystoresReport>;
}

/** Injection token of {@link KeystoreSeeding}. */
export const KEYSTORE_SEEDING = Symbol('KeystoreSeeding');
