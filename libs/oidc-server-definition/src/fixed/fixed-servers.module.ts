// Other OpenID Connect servers for an application that has no database: it names them itself, and they are asked and believed by the same rules as those
// that are defined. Expects EGRESS and CLOCK from global modules.
import { Module, type DynamicModule } from '@nestjs/common';
import { KEY_NAMES, type KeyNames } from '../key-names.port.js';
import { KNOWN_SERVERS } from '../known-servers.port.js';
import { DiscoveredMetadata } from '../runtime/discovered-metadata.js';
import { GuardedServerCalls } from '../runtime/guarded-server-calls.js';
import { ServerDocuments } from '../runtime/server-documents.js';
import { ServerKeys } from '../runtime/server-keys.js';
import { VerifiedServerTokens } from '../runtime/verified-server-tokens.js';
import { SERVER_CALL_AUTHENTICATION } from '../server-call-authentication.port.js';
import type { ServerCallSettings } from '../server-call-settings.js';
import { SERVER_CALLS } from '../server-calls.port.js';
import { SERVER_METADATA } from '../server-metadata.port.js';
import { SERVER_SURROUNDINGS, type ServerSurroundings } from '../server-surroundings.js';
import { SERVER_TOKEN_VERIFIER } from '../token-verifier.port.js';
import { FixedCredentials } from './fixed-credentials.js';
import { FixedKnownServers } from './fixed-known-servers.js';
import type { FixedServer } from './fixed-server.js';

/** What the composition root decides. */
export interface FixedServersOptions {
  readonly servers: readonly FixedServer[];
  readonly calls: Pick<ServerCallSettings, 'authorities' | 'keysFreshSeconds'>;
}

/** Nobody remembers names of keys here, so that a token that depends on them does not count. */
const noKeyNames: KeyNames = { isFirst: async () => false };

/** Provides KNOWN_SERVERS, KEY_NAMES, SERVER_METADATA, SERVER_TOKEN_VERIFIER, SERVER_CALLS and SERVER_CALL_AUTHENTICATION. */
@Module({})
export class FixedServersModule {
  static forRoot({ servers, calls }: FixedServersOptions): DynamicModule {
    const surroundings: Pick<ServerSurroundings, 'callSettings' | 'readFile'> = {
      callSettings: () => ({ ...calls, keystoreId: '', assertionAudience: 'issuer' }),
      readFile: async () => Promise.reject(new Error('no server has its keys in a file')),
    };
    const provided = [
      { provide: KNOWN_SERVERS, useValue: new FixedKnownServers(servers) },
      { provide: KEY_NAMES, useValue: noKeyNames },
      { provide: SERVER_METADATA, useExisting: DiscoveredMetadata },
      { provide: SERVER_TOKEN_VERIFIER, useClass: VerifiedServerTokens },
      { provide: SERVER_CALLS, useExisting: GuardedServerCalls },
      { provide: SERVER_CALL_AUTHENTICATION, useValue: new FixedCredentials(servers) },
    ];
    return {
      module: FixedServersModule,
      global: true,
      providers: [
        ...provided,
        { provide: SERVER_SURROUNDINGS, useValue: surroundings },
        ...[DiscoveredMetadata, GuardedServerCalls, ServerDocuments, ServerKeys],
      ],
      exports: provided.map(({ provide }) => provide),
    };
  }
}
