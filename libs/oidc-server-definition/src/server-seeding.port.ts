import type { NewServer } from '#protocol/server/server';
import type { FieldProblem } from '#protocol/json/json-fields';

/** What seeding did. With problems nothing was written. */
export interface SeedServersReport {
  /** False when the module was seeded before: servers are seeded once, so that a deleted one does not come back. */
  readonly seeded: boolean;
  /** Issuers. */
  readonly created: readonly string[];
  /** What only shows when the definitions are made, such as a file with keys that cannot be read. */
  readonly problems: readonly FieldProblem[];
  /** Of definitions whose pid could not be kept, with their place in the file. */
  readonly warnings: readonly FieldProblem[];
}

/** A definition of the seed file. */
export interface SeedServer extends NewServer {
  /** That of where the file comes from. */
  readonly pid?: number;
}

/** Loads `seed_servers.file` of a module (product reference 13). */
export interface ServerSeeding {
  /** @param servers of the file, read without problems by `readSeedServers` */
  seedServers(moduleId: string, servers: readonly SeedServer[]): Promise<SeedServersReport>;
}

/** DI token of {@link ServerSeeding}. */
export const SERVER_SEEDING = Symbol('ServerSeeding');
