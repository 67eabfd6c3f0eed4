import type { ModuleMetadata } from '@nestjs/common';
import { RESERVED_NAMES } from '#inbound-security/reserved-names.port';
import { CachedClientRegistry } from './cached-client-registry.js';
import { ChangeSecretEndpoint } from './change-secret-endpoint.js';
import { ChangeSecretController } from './change-secret.controller.js';
import { ClientCommands } from './client-commands.js';
import { ClientIdentities } from './client-identities.js';
import { ClientPreparation } from './client-preparation.js';
import { CLIENT_REGISTRY } from './client-registry.port.js';
import { CLIENT_SEEDING } from './client-seeding.port.js';
import { ReservedClientIds } from './reserved-client-ids.js';
import { SecretCommands } from './secret-commands.js';
import { SecretGuesses } from './secret-guesses.js';
import { SecretHasher } from './secret-hasher.js';
import { SecretPreparation } from './secret-preparation.js';
import { SecretUses } from './secret-uses.js';
import { SecretVerifier } from './secret-verifier.js';
import { SeedClients } from './seed-clients.js';

/** Clients, their secrets and their seeding. */
export const clientsParts: ModuleMetadata = {
  controllers: [ChangeSecretController],
  providers: [
    { provide: CLIENT_REGISTRY, useClass: CachedClientRegistry },
    { provide: CLIENT_SEEDING, useClass: SeedClients },
    { provide: RESERVED_NAMES, useClass: ReservedClientIds },
    { provide: SecretGuesses, useFactory: () => new SecretGuesses() },
    ChangeSecretEndpoint,
    ClientCommands,
    ClientIdentities,
    ClientPreparation,
    SecretCommands,
    SecretHasher,
    SecretPreparation,
    SecretUses,
    SecretVerifier,
  ],
};
