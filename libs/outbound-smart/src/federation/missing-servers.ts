import { Inject, Injectable } from '@nestjs/common';
import type { NeededByDefinition } from '#module-config/needed-by-definition.port';
import { bindOptions, type ConfigurationProblem } from '#module-config/property.port';
import type { DefinedModule } from '#module-config/stored-by-definition.port';
import { KNOWN_SERVERS, type KnownServer, type KnownServers } from '#oidc-server-definition/known-servers.port';
import { OutboundSmartOptions } from '../outbound-smart.options.js';

const TYPE = 'SECURITY_OUT_SMART';

/** A module as far as it sends people to other servers. */
export interface FederatingModule {
  readonly moduleId: string;
  readonly options: { readonly federation: { readonly enabled: boolean } };
}

/** {@link NeededByDefinition} of SMART outbound modules: federated sign-in takes a definition of a server. */
@Injectable()
export class MissingServers implements NeededByDefinition {
  constructor(@Inject(KNOWN_SERVERS) private readonly known: KnownServers) {}

  async missingUnder({ moduleId, type, config }: DefinedModule): Promise<readonly ConfigurationProblem[]> {
    if (type !== TYPE) return [];
    const { options } = bindOptions(OutboundSmartOptions, config, TYPE);
    // What the file has is there from the first start on, which tells of the rest.
    if (options.servers.seedFile !== undefined) return [];
    return missingServers({ moduleId, options }, await this.known.list(moduleId));
  }
}

/** Tells of a module whose people are sent to other servers while there is none that knows us. */
export function missingServers(
  { moduleId, options: { federation } }: FederatingModule,
  servers: readonly Pick<KnownServer, 'clientId'>[],
): readonly ConfigurationProblem[] {
  if (!federation.enabled || servers.some(({ clientId }) => clientId !== undefined)) return [];
  return [
    {
      key: `module.${moduleId}.config.federate_mode.enabled`,
      problem: 'is true, and there is no server that people could sign in at',
      remedy: 'Define one with a tokenIntrospectionClientId (gatehouse import, or POST /openid-connect-servers)',
    },
  ];
}
