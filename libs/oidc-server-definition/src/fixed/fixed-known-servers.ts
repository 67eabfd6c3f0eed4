import { issuerKey } from '#protocol/server/server';
import type { KnownServer, KnownServers } from '../known-servers.port.js';
import { knownServer, type FixedServer } from './fixed-server.js';

/** {@link KnownServers} of an application: always the same, whichever module asks. */
export class FixedKnownServers implements KnownServers {
  private readonly servers: readonly KnownServer[];

  constructor(servers: readonly FixedServer[]) {
    this.servers = servers.map(knownServer);
  }

  async list(): Promise<readonly KnownServer[]> {
    return this.servers;
  }

  async byRegistration(_moduleId: string, registrationId: string): Promise<KnownServer | undefined> {
    return this.servers.find((server) => server.registrationId === registrationId);
  }

  async byIssuer(_moduleId: string, issuer: string): Promise<KnownServer | undefined> {
    const key = issuerKey(issuer);
    return this.servers.find((server) => server.issuer === key);
  }
}
