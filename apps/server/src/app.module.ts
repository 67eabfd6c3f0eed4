import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { join } from 'node:path';
import { AdminConsoleModule } from '#admin-console/admin-console.module';
import { AdminApiModule } from '#admin-api/admin-api.module';
import { AuditModule } from '#audit/audit.module';
import { BrowserSessionModule } from '#browser-session/browser-session.module';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import { DatabaseModule } from '#database/database.module';
import { EgressModule } from '#egress/egress.module';
import { HistoryModule } from '#history/history.module';
import { InboundSecurityModule } from '#inbound-security/inbound-security.module';
import { SmartInboundModule } from '#inbound-security/smart/smart-inbound.module';
import { KeystoreModule } from '#keystore/keystore.module';
import { SECRET_ENCRYPTION } from '#keystore/secret-encryption.port';
import { SERVER_SECRETS } from '#keystore/server-secrets.port';
import type { MailSettings } from '#mail/mailer.port';
import { MailModule } from '#mail/mail.module';
import { ModuleConfigModule } from '#module-config/module-config.module';
import { OidcServerDefinitionModule } from '#oidc-server-definition/oidc-server-definition.module';
import type { OutboundInstances } from '#outbound-smart/instances/outbound-instances';
import { OutboundSmartModule } from '#outbound-smart/outbound-smart.module';
import { CLOCK, type Clock } from '#protocol/clock';
import { RouteAccessModule } from '#route-access/route-access.module';
import { ScriptBenchModule } from '#scripts/bench/script-bench.module';
import { ScriptsModule } from '#scripts/scripts.module';
import { SkinModule } from '#skin/skin.module';
import { SlowHashingModule } from '#slow-hashing/slow-hashing.module';
import { AdministratorsModule } from './administrators.module.js';
import type { ServerConfiguration } from './configuration.js';
import { moduleTypes } from './configuration/module-types.js';
import { DiagnosticsModule } from './doctor/diagnostics.module.js';
import { ErrorFilter } from './error-filter.js';
import { keystoreSurroundings } from './keystore-surroundings.js';
import type { ServerRuntime } from './runtime/server-runtime.js';
import { scriptSurroundings } from './script-surroundings.js';
import { serverSurroundings } from './server-surroundings.js';
import { skinSurroundings } from './skin-surroundings.js';

/** What the composition root hands to the modules. */
export interface AppRequirements {
  readonly configuration: ServerConfiguration;
  /** Without modules until they start. */
  readonly runtime: Pick<ServerRuntime, 'live' | 'definitions' | 'follow' | 'stateOf'>;
  readonly databaseUrl: string;
  readonly encryptionKey: Buffer;
  readonly viewsFolder: string;
  readonly clock: Clock;
  readonly background: BackgroundWork;
}

/** Of the modules that send mail now. */
function mailSettings(outbound: OutboundInstances): ReadonlyMap<string, MailSettings> {
  return new Map([...outbound].flatMap(([id, { mail }]) => (mail === undefined ? [] : [[id, mail] as const])));
}

/** Connections of one process to PostgreSQL. */
export const POOL_SIZE = 10;

/** The one clock of the process, and what the process is for, visible everywhere. */
@Module({})
class ProcessModule {
  static forRoot({ clock, background }: Pick<AppRequirements, 'clock' | 'background'>): DynamicModule {
    const providers = [
      { provide: CLOCK, useValue: clock },
      { provide: BACKGROUND_WORK, useValue: background },
    ];
    return { module: ProcessModule, global: true, providers, exports: [CLOCK, BACKGROUND_WORK] };
  }
}

/** The whole server: the product's modules, wired. Reads like the deployment page of the manual. */
@Module({})
export class AppModule {
  static forRoot({
    configuration,
    runtime,
    databaseUrl,
    encryptionKey,
    viewsFolder,
    clock,
    background,
  }: AppRequirements): DynamicModule {
    const { nodeId, egress, outside, surroundings } = configuration;
    const { live } = runtime;
    const scripts = ScriptsModule.forRoot(scriptSurroundings(configuration, runtime));
    const skin = SkinModule.forRoot({ viewsFolder, surroundings: skinSurroundings(configuration, runtime) });
    const inboundSecurity = InboundSecurityModule.forRoot({
      instances: live.accounts,
      directories: live.inboundLdap,
      saml: live.inboundSaml,
      imports: [scripts],
    });
    const servers = OidcServerDefinitionModule.forRoot(serverSurroundings(configuration, runtime));
    const smartInbound = SmartInboundModule.forRoot({ instances: live.inboundSmart, imports: [scripts] });
    const outboundSmart = OutboundSmartModule.forRoot({
      imports: [inboundSecurity, servers, scripts, skin],
      instances: live.outbound,
    });
    const scriptBench = ScriptBenchModule.forRoot({ imports: [scripts] });
    const adminApi = AdminApiModule.forRoot({
      imports: [inboundSecurity, outboundSmart, servers, scripts, scriptBench, skin],
    });
    const adminConsole = AdminConsoleModule.forRoot({
      imports: [
        ...[inboundSecurity, outboundSmart, servers, scripts, scriptBench, skin],
        DiagnosticsModule.forRoot(configuration),
      ],
      viewsFolder: join(viewsFolder, '..', 'admin'),
      moreAssets: ['passkeys.js', 'gatehouse.svg'].map((name) => join(viewsFolder, 'assets', name)),
    });
    const access = AdministratorsModule.forRoot({ imports: [adminApi, adminConsole] });
    return {
      module: AppModule,
      imports: [
        ProcessModule.forRoot({ clock, background }),
        DatabaseModule.forRoot({ url: databaseUrl, poolSize: POOL_SIZE }),
        KeystoreModule.forRoot({ encryptionKey, ...keystoreSurroundings(configuration, runtime) }),
        AuditModule.forRoot({ nodeId, secrets: SERVER_SECRETS }),
        ModuleConfigModule.forRoot({ nodeId, outside, runtime, types: moduleTypes(surroundings) }),
        SlowHashingModule.forRoot(),
        HistoryModule.forRoot(),
        EgressModule.forRoot(egress),
        MailModule.forRoot({ sealer: SECRET_ENCRYPTION, settings: () => mailSettings(live.outbound) }),
        RouteAccessModule.forRoot({ imports: [access] }),
        BrowserSessionModule.forRoot({ secrets: SERVER_SECRETS }),
        servers,
        inboundSecurity,
        smartInbound,
        outboundSmart,
        scriptBench,
        adminApi,
        adminConsole,
      ],
      providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
    };
  }
}
