import { basicAuthorization } from '#protocol/server/server-credentials';
import type { KnownServer } from '../known-servers.port.js';
import type { ServerCallAuthentication, ServerCredentialsOutcome } from '../server-call-authentication.port.js';
import type { FixedServer } from './fixed-server.js';

/** {@link ServerCallAuthentication} by the clients that an application names. */
export class FixedCredentials implements ServerCallAuthentication {
  constructor(private readonly servers: readonly FixedServer[]) {}

  async credentials({ pid }: KnownServer): Promise<ServerCredentialsOutcome> {
    const client = this.servers[pid]?.introspection;
    if (client === undefined) return { kind: 'unavailable', problem: 'no client is named for it' };
    const { clientId, clientSecret, sendsForm = false } = client;
    if (sendsForm) {
      const form = { client_id: clientId, client_secret: clientSecret };
      return { kind: 'ready', credentials: { mode: 'CLIENT_SECRET_FORM', form } };
    }
    const authorization = basicAuthorization(clientId, clientSecret);
    return { kind: 'ready', credentials: { mode: 'CLIENT_SECRET_BASIC', form: {}, authorization } };
  }
}
