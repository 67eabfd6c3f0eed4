import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** A mistake in the seed file. */
export interface SeedProblem {
  readonly field: string;
  readonly problem: string;
  readonly remedy: string;
}

/** What seeding did. With problems nothing was written. */
export interface SeedClientsReport {
  /** False when the module was seeded before: clients are seeded once, so that a deleted one does not come back. */
  readonly seeded: boolean;
  readonly created: readonly string[];
  /** To be printed once by the launcher and kept nowhere (evaluation mode only). */
  readonly generatedSecrets: readonly { readonly clientId: string; readonly secret: string }[];
  readonly unknownFields: readonly string[];
  readonly problems: readonly SeedProblem[];
}

/** Loads `seed_clients.file` of an outbound module (product reference 13). */
export interface ClientSeeding {
  /** @param seed the parsed file, `{"clients": [...]}`, variables already substituted */
  seedClients(
    instance: OutboundSmartInstance,
    seed: unknown,
    mode: 'evaluation' | 'production',
  ): Promise<SeedClientsReport>;
}

/** DI token of {@link ClientSeeding}. */
export const CLIENT_SEEDING = Symbol('ClientSeeding');
