// For applications of others that protect FHIR data by access tokens. Neither database nor key of the authorization server is needed: keys are discovered,
// and what a token may do is said by the token, by its server, or by the application itself.
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { allowedHost } from '../../../libs/egress/src/allowed-hosts.port.js';
import { EgressModule } from '../../../libs/egress/src/egress.module.js';
import type { ResourceServerRules } from '../../../libs/inbound-security/src/resource-server/resource-server-rules.js';
import { ResourceServerTokensModule } from '../../../libs/inbound-security/src/resource-server/resource-server-tokens.module.js';
import { SmartRefusalFilter } from '../../../libs/inbound-security/src/smart/smart-refusal.js';
import { UNKNOWN_PER_MINUTE } from '../../../libs/inbound-security/src/smart/unknown-tokens.js';
import type { FixedServer } from '../../../libs/oidc-server-definition/src/fixed/fixed-server.js';
import { FixedServersModule } from '../../../libs/oidc-server-definition/src/fixed/fixed-servers.module.js';
import { CLOCK, systemClock } from '../../../libs/protocol/src/clock.js';
import { issuerKey } from '../../../libs/protocol/src/server/server.js';
import { optionsProblems } from './options-problems.js';
import type { ResourceServerIssuer, SmartResourceServerOptions } from './resource-server.options.js';

/** What the guard of the module answers for, in logs. */
export const RESOURCE_SERVER = 'resource-server';

/** Lets an application use `SmartResourceServerGuard`. To be imported once, by the module at the top. */
@Module({})
export class SmartResourceServerModule {
  /** @throws TypeError everything that is wrong with the options, one line each */
  static forRoot(options: SmartResourceServerOptions): DynamicModule {
    const problems = optionsProblems(options);
    if (problems.length > 0) throw new TypeError(['SmartResourceServerModule:', ...problems].join('\n  '));
    const { authorities, keysFreshSeconds = 1_800, evaluation = false, allowedHosts = [] } = options;
    const clock = { provide: CLOCK, useValue: systemClock };
    return {
      module: SmartResourceServerModule,
      global: true,
      imports: [
        EgressModule.forRoot({ evaluation, allowedHosts: allowedHosts.flatMap((host) => allowedHost(host) ?? []) }),
        FixedServersModule.forRoot({
          servers: options.issuers.map(fixedServer),
          calls: { keysFreshSeconds, ...(authorities !== undefined && { authorities }) },
        }),
        ResourceServerTokensModule.forRoot(rulesOf(options)),
      ],
      providers: [clock, { provide: APP_FILTER, useClass: SmartRefusalFilter }],
      exports: [clock],
    };
  }
}

function fixedServer({ issuer, jwksUri, introspection }: ResourceServerIssuer): FixedServer {
  return {
    issuer,
    ...(jwksUri !== undefined && { jwksUri }),
    ...(introspection && { introspection: { ...introspection, sendsForm: introspection.method === 'form' } }),
  };
}

function rulesOf(options: SmartResourceServerOptions) {
  const { issuers, audience, cacheSeconds = 30, mayLackExpiry = false } = options;
  const { unknownTokensPerMinute: unknownPerMinute = UNKNOWN_PER_MINUTE } = options;
  const ours = issuers.flatMap(({ issuer, permissions }) =>
    permissions === undefined ? [] : [[issuerKey(issuer), permissions] as const],
  );
  const audiences = typeof audience === 'string' ? [audience] : audience;
  return {
    audiences,
    cacheSeconds,
    mayLackExpiry,
    unknownPerMinute,
    permissionsOf: new Map(ours),
  } satisfies ResourceServerRules;
}
