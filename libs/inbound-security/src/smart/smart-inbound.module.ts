// Whose access tokens count: those of defined servers, and of some of our own SMART outbound modules. Expects the tokens of the server definitions,
// EXTERNAL_ACCOUNTS, USER_DIRECTORY and CLOCK from global modules; OWN_TOKENS where there are SMART outbound modules.
import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { EXTERNAL_TOKENS } from '../external-token.port.js';
import { SMART_CONFIGURATIONS } from '../smart-configurations.port.js';
import { AdvertisedConfigurations } from './advertised-configurations.js';
import { ExternalTokens } from './external-tokens.js';
import { IntrospectedTokens } from './introspected-tokens.js';
import { SignedTokens } from './signed-tokens.js';
import { SMART_INBOUND_INSTANCES, type SmartInboundInstances } from './smart-inbound-instance.js';
import { TokenHolders } from './token-holders.js';
import { UnknownTokens } from './unknown-tokens.js';

/** What the composition root decides. */
export interface SmartInboundModuleOptions {
  /** Looked up at each call, so entries may come and go while the server runs. */
  readonly instances: SmartInboundInstances;
  /** Modules that provide AUTHENTICATION_SCRIPT. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

/** Provides EXTERNAL_TOKENS and SMART_CONFIGURATIONS. */
@Module({})
export class SmartInboundModule {
  static forRoot({ instances, imports }: SmartInboundModuleOptions): DynamicModule {
    return {
      module: SmartInboundModule,
      global: true,
      imports,
      providers: [
        { provide: SMART_INBOUND_INSTANCES, useValue: instances },
        { provide: EXTERNAL_TOKENS, useClass: ExternalTokens },
        { provide: SMART_CONFIGURATIONS, useClass: AdvertisedConfigurations },
        { provide: UnknownTokens, useFactory: () => new UnknownTokens() },
        ...[IntrospectedTokens, SignedTokens, TokenHolders],
      ],
      exports: [EXTERNAL_TOKENS, SMART_CONFIGURATIONS],
    };
  }
}
