import { createSecretKey } from 'node:crypto';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AUDIT_LOG } from '../../libs/audit/src/audit.port.js';
import { BrowserSessionModule } from '../../libs/browser-session/src/browser-session.module.js';
import { BACKGROUND_WORK } from '../../libs/database/src/background-work.port.js';
import { CHANGE_FEED } from '../../libs/database/src/change-feed.port.js';
import { DATABASE_CLOCK } from '../../libs/database/src/database-clock.port.js';
import { PostgresChangeFeed } from '../../libs/database/src/postgres-change-feed.js';
import { SQL } from '../../libs/database/src/sql.port.js';
import { EgressModule } from '../../libs/egress/src/egress.module.js';
import { HistoryModule } from '../../libs/history/src/history.module.js';
import { InboundSecurityModule } from '../../libs/inbound-security/src/inbound-security.module.js';
import { RESERVED_NAMES } from '../../libs/inbound-security/src/reserved-names.port.js';
import { accountsOfTokens } from '../../libs/inbound-security/src/smart/accounts-of-tokens.js';
import type { SmartInboundInstance } from '../../libs/inbound-security/src/smart/smart-inbound-instance.js';
import { SmartInboundModule } from '../../libs/inbound-security/src/smart/smart-inbound.module.js';
import { KEYSTORE } from '../../libs/keystore/src/keystore.port.js';
import { SealedSecrets } from '../../libs/keystore/src/sealing/sealed-secrets.js';
import { SECRET_ENCRYPTION } from '../../libs/keystore/src/secret-encryption.port.js';
import { SERVER_SECRETS } from '../../libs/keystore/src/server-secrets.port.js';
import { OidcServerDefinitionModule } from '../../libs/oidc-server-definition/src/oidc-server-definition.module.js';
import { CLOCK, type Clock } from '../../libs/protocol/src/clock.js';
import { ScriptsModule } from '../../libs/scripts/src/scripts.module.js';
import { SlowHashingModule } from '../../libs/slow-hashing/src/slow-hashing.module.js';
import { noScriptSurroundings } from './no-script-surroundings.js';
import { openSql } from './postgres.js';
import { TEST_ENCRYPTION_KEY } from './test-encryption-key.js';

/** What a {@link startFhirApplication} is made of. */
export interface FhirApplicationParts {
  /** Of the Gatehouse where servers and accounts are administered. */
  readonly databaseUrl: string;
  readonly instances: readonly SmartInboundInstance[];
  readonly controllers: readonly Type[];
  readonly clock: Clock;
}

@Module({})
class Surroundings {
  static with(values: ReadonlyMap<symbol, unknown>): DynamicModule {
    const providers = [...values].map(([provide, useValue]) => ({ provide, useValue }));
    return { module: Surroundings, global: true, providers, exports: providers };
  }
}

/**
 * An application of somebody else, in a process of its own as far as anything here knows: it protects FHIR data by SmartBearerGuard, and has neither
 * clients nor tokens nor keys that sign.
 */
export async function startFhirApplication(parts: FhirApplicationParts): Promise<NestFastifyApplication> {
  const connection = openSql(parts.databaseUrl, 5);
  const scripts = ScriptsModule.forRoot(noScriptSurroundings);
  const instances = new Map(parts.instances.map((each) => [each.moduleId, each]));
  const module = await Test.createTestingModule({
    imports: [
      Surroundings.with(surroundings(parts, connection)),
      EgressModule.forRoot({ evaluation: true, allowedHosts: [] }),
      HistoryModule.forRoot(),
      BrowserSessionModule.forRoot({ secrets: SERVER_SECRETS }),
      SlowHashingModule.forRoot(),
      OidcServerDefinitionModule.forRoot({
        ...{ nodeId: 'Master', allowsPlainHttp: true, isOwner: async () => false, reliesBy: async () => undefined },
        readFile: async () => Promise.reject(new Error('there are no files')),
        callSettings: () => ({ keysFreshSeconds: 1_800, keystoreId: 'client', assertionAudience: 'issuer' }),
      }),
      InboundSecurityModule.forRoot({
        instances: new Map(parts.instances.map((each) => [each.moduleId, accountsOfTokens(each)])),
        ...{ saml: new Map(), directories: new Map(), imports: [scripts] },
      }),
      SmartInboundModule.forRoot({ instances, imports: [scripts] }),
    ],
    controllers: [...parts.controllers],
  }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  await app.init();
  const close = app.close.bind(app);
  return Object.assign(app, { close: async () => close().then(connection.close) });
}

function surroundings(
  { databaseUrl, clock }: FhirApplicationParts,
  { sql }: ReturnType<typeof openSql>,
): ReadonlyMap<symbol, unknown> {
  return new Map<symbol, unknown>([
    [SQL, sql],
    [CHANGE_FEED, new PostgresChangeFeed(databaseUrl)],
    [BACKGROUND_WORK, { isDoneHere: false }],
    [CLOCK, clock],
    [DATABASE_CLOCK, clock],
    [AUDIT_LOG, { record: async () => undefined }],
    [
      RESERVED_NAMES,
      { clientIdsAmong: async () => [], isLikeClientId: async () => false, lastLook: async () => async () => [] },
    ],
    [SECRET_ENCRYPTION, new SealedSecrets(Buffer.from(TEST_ENCRYPTION_KEY, 'base64'))],
    [SERVER_SECRETS, { derive: (purpose: string) => createSecretKey(Buffer.alloc(32, purpose)) }],
    [KEYSTORE, {}],
  ]);
}
