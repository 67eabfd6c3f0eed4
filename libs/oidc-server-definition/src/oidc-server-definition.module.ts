// Owns what is known of other OpenID Connect servers: definitions, their secrets, their administration. Must not know what they are used for.
// Expects the tokens SQL, CHANGE_FEED, AUDIT_LOG and SECRET_ENCRYPTION from global modules.
import { Module, type DynamicModule } from '@nestjs/common';
import { SERVER_ADMINISTRATION } from './server-administration.port.js';
import { ServerAdministrator } from './server-administrator.js';
import { ServerDecision } from './server-decision.js';
import { ServerImport } from './server-import.js';
import { ServerKeyFile } from './server-key-file.js';
import { SERVER_SEEDING } from './server-seeding.port.js';
import { SeedServers } from './seed-servers.js';
import { ServerSecret } from './server-secret.js';
import { SERVER_SURROUNDINGS, type ServerSurroundings } from './server-surroundings.js';
import { ServerWriter } from './server-writer.js';
import { SERVER_STORE } from './stores/server.store.js';
import { SqlServerStore } from './stores/typeorm/sql-server.store.js';

@Module({
  providers: [
    { provide: SERVER_ADMINISTRATION, useClass: ServerAdministrator },
    { provide: SERVER_SEEDING, useClass: SeedServers },
    { provide: SERVER_STORE, useClass: SqlServerStore },
    ServerDecision,
    ServerImport,
    ServerKeyFile,
    ServerSecret,
    ServerWriter,
  ],
  exports: [SERVER_ADMINISTRATION, SERVER_SEEDING],
})
export class OidcServerDefinitionModule {
  static forRoot(surroundings: ServerSurroundings): DynamicModule {
    return {
      module: OidcServerDefinitionModule,
      providers: [{ provide: SERVER_SURROUNDINGS, useValue: surroundings }],
    };
  }
}
