import { Inject, Injectable } from '@nestjs/common';
import { KNOWN_SERVERS, type KnownServer, type KnownServers } from '#oidc-server-definition/known-servers.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** A server at which people can sign in: one that knows us. */
export type FederatedServer = KnownServer & { readonly clientId: string };

/** The servers that people of a module can sign in at. */
@Injectable()
export class FederatedServers {
  constructor(@Inject(KNOWN_SERVERS) private readonly known: KnownServers) {}

  /** By name; none where the module does not federate. */
  async of({ moduleId, options }: OutboundSmartInstance): Promise<readonly FederatedServer[]> {
    if (!options.federation.enabled) return [];
    return (await this.known.list(moduleId)).filter(isUsable);
  }

  /** The server of an address of ours; undefined where none has it. */
  async find(
    { moduleId, options }: OutboundSmartInstance,
    registrationId: string,
  ): Promise<FederatedServer | undefined> {
    if (!options.federation.enabled) return undefined;
    const server = await this.known.byRegistration(moduleId, registrationId);
    return server && isUsable(server) ? server : undefined;
  }
}

function isUsable(server: KnownServer): server is FederatedServer {
  return server.clientId !== undefined;
}
