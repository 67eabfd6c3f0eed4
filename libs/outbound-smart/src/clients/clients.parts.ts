import type { ModuleMetadata } from '@nestjs/common';
import { RESERVED_NAMES } from '#inbound-security/reserved-names.port';
import { AdministeredClients } from './administration/administered-clients.js';
import { ClientBatches } from './administration/client-batches.js';
import { ClientChanges } from './administration/client-changes.js';
import { ClientReading } from './administration/client-reading.js';
import { ClientReplacing } from './administration/client-replacing.js';
import { ClientWriting } from './administration/client-writing.js';
import { CachedClientRegistry } from './cached-client-registry.js';
import { ChangeSecretEndpoint } from './change-secret-endpoint.js';
import { ChangeSecretController } from './change-secret.controller.js';
import { CLIENT_ADMINISTRATION } from './client-administration.port.js';
import { ClientCommands } from './client-commands.js';
import { ClientPreparation } from './client-preparation.js';
import { ClientRecords } from './client-records.js';
import { CLIENT_REGISTRY } from './client-registry.port.js';
import { CLIENT_SEEDING } from './client-seeding.port.js';
import { ClientUses } from './client-uses.js';
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
    { provide: CLIENT_ADMINISTRATION, useClass: AdministeredClients },
    { provide: CLIENT_REGISTRY, useClass: CachedClientRegistry },
    { provide: CLIENT_SEEDING, useClass: SeedClients },
    { provide: RESERVED_NAMES, useClass: ReservedClientIds },
    { provide: SecretGuesses, useFactory: () => new SecretGuesses() },
    ChangeSecretEndpoint,
    ClientBatches,
    ClientChanges,
    ClientCommands,
    ClientPreparation,
    ClientReading,
    ClientRecords,
    ClientUses,
    ClientReplacing,
    ClientWriting,
    SecretCommands,
    SecretHasher,
    SecretPreparation,
    SecretUses,
    SecretVerifier,
  ],
};
