import type { NewClient } from '#protocol/client/new-client';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** What seeding did. With problems nothing was written. */
export interface SeedClientsReport {
  /** False when the module was seeded before: clients are seeded once, so that a deleted one does not come back. */
  readonly seeded: boolean;
  readonly created: readonly string[];
  /** To be printed once by the launcher and kept nowhere (evaluation mode only). */
  readonly generatedSecrets: readonly { readonly clientId: string; readonly secret: string }[];
  /** What only shows with the database at hand: an id that is the name of a user (ruling 49). */
  readonly problems: readonly FieldProblem[];
}

/** Loads `seed_clients.file` of an outbound module (product reference 13). */
export interface ClientSeeding {
  /** @param clients of the file, read without problems by `readSeedClients` */
  seedClients(instance: OutboundSmartInstance, clients: readonly NewClient[]): Promise<SeedClientsReport>;
}

/** DI token of {@link ClientSeeding}. */
export const CLIENT_SEEDING = Symbol('ClientSeeding');
