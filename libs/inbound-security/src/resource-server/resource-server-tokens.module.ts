// Whose access tokens count in an application of somebody else, which has neither database nor accounts. Expects the tokens of known servers and CLOCK
// from global modules.
import { Module, type DynamicModule } from '@nestjs/common';
import { EXTERNAL_TOKENS } from '../external-token.port.js';
import { IntrospectedTokens } from '../smart/introspected-tokens.js';
import { SignedTokens } from '../smart/signed-tokens.js';
import { UnknownTokens } from '../smart/unknown-tokens.js';
import { HeldPermissions } from './held-permissions.js';
import { JudgedTokens } from './judged-tokens.js';
import { RESOURCE_SERVER_RULES, type ResourceServerRules } from './resource-server-rules.js';
import { ResourceServerTokens } from './resource-server-tokens.js';

/** Provides EXTERNAL_TOKENS. */
@Module({})
export class ResourceServerTokensModule {
  static forRoot(rules: ResourceServerRules): DynamicModule {
    return {
      module: ResourceServerTokensModule,
      global: true,
      providers: [
        { provide: RESOURCE_SERVER_RULES, useValue: rules },
        { provide: EXTERNAL_TOKENS, useClass: ResourceServerTokens },
        { provide: UnknownTokens, useFactory: () => new UnknownTokens(rules.unknownPerMinute) },
        ...[HeldPermissions, IntrospectedTokens, JudgedTokens, SignedTokens],
      ],
      exports: [EXTERNAL_TOKENS],
    };
  }
}
