// Owns what is known of other OpenID Connect servers: definitions, their secrets, their administration, and how they are asked and believed. Must
// not know what they are used for. Expects the tokens SQL, CHANGE_FEED, AUDIT_LOG, SECRET_ENCRYPTION, KEYSTORE, EGRESS and CLOCK, and
// SERVER_PEOPLE of whoever keeps accounts, SCRIPT_CHECK of whoever runs scripts, from global modules.
import { Module, type DynamicModule } from '@nestjs/common';
import { KEY_NAMES } from './key-names.port.js';
import { KNOWN_SERVERS } from './known-servers.port.js';
import { PUBLISHED_CLIENT_KEYS } from './published-client-keys.port.js';
import { CachedKnownServers } from './runtime/cached-known-servers.js';
import { ClientKeys } from './runtime/client-keys.js';
import { DiscoveredMetadata } from './runtime/discovered-metadata.js';
import { GuardedServerCalls } from './runtime/guarded-server-calls.js';
import { IssuerCheck } from './runtime/issuer-check.js';
import { OurCredentials } from './runtime/our-credentials.js';
import { ServerDocuments } from './runtime/server-documents.js';
import { ServerKeys } from './runtime/server-keys.js';
import { ServerRecords } from './runtime/server-records.js';
import { VerifiedServerTokens } from './runtime/verified-server-tokens.js';
import { SERVER_ADMINISTRATION } from './server-administration.port.js';
import { ServerAdministrator } from './server-administrator.js';
import { SERVER_CALL_AUTHENTICATION } from './server-call-authentication.port.js';
import { SERVER_CALLS } from './server-calls.port.js';
import { ServerDecision } from './server-decision.js';
import { ServerImport } from './server-import.js';
import { ServerKeyFile } from './server-key-file.js';
import { SERVER_METADATA } from './server-metadata.port.js';
import { SERVER_SEEDING } from './server-seeding.port.js';
import { SeedServers } from './seed-servers.js';
import { ServerScripts } from './server-scripts.js';
import { ServerSecret } from './server-secret.js';
import { SERVER_SURROUNDINGS, type ServerSurroundings } from './server-surroundings.js';
import { ServerWriter } from './server-writer.js';
import { SERVER_STORE } from './stores/server.store.js';
import { SqlKeyNames } from './stores/typeorm/sql-key-names.js';
import { SqlServerStore } from './stores/typeorm/sql-server.store.js';
import { SERVER_TOKEN_VERIFIER } from './token-verifier.port.js';

/** Those who use definitions, each behind its port. */
const runtime = [
  { provide: KNOWN_SERVERS, useExisting: CachedKnownServers },
  { provide: KEY_NAMES, useClass: SqlKeyNames },
  { provide: SERVER_METADATA, useExisting: DiscoveredMetadata },
  { provide: SERVER_TOKEN_VERIFIER, useClass: VerifiedServerTokens },
  { provide: SERVER_CALL_AUTHENTICATION, useClass: OurCredentials },
  { provide: SERVER_CALLS, useExisting: GuardedServerCalls },
  { provide: PUBLISHED_CLIENT_KEYS, useExisting: ClientKeys },
];

@Module({
  providers: [
    ...runtime,
    ...[
      CachedKnownServers,
      ClientKeys,
      DiscoveredMetadata,
      GuardedServerCalls,
      IssuerCheck,
      ServerDocuments,
      ServerKeys,
      ServerRecords,
    ],
    { provide: SERVER_ADMINISTRATION, useClass: ServerAdministrator },
    { provide: SERVER_SEEDING, useClass: SeedServers },
    { provide: SERVER_STORE, useClass: SqlServerStore },
    ServerDecision,
    ServerImport,
    ServerKeyFile,
    ServerScripts,
    ServerSecret,
    ServerWriter,
  ],
  exports: [SERVER_ADMINISTRATION, SERVER_SEEDING, ...runtime.map(({ provide }) => provide)],
})
export class OidcServerDefinitionModule {
  static forRoot(surroundings: ServerSurroundings): DynamicModule {
    return {
      module: OidcServerDefinitionModule,
      global: true,
      providers: [{ provide: SERVER_SURROUNDINGS, useValue: surroundings }],
    };
  }
}
