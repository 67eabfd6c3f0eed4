import { acceptedIssuers } from '#protocol/server/accepted-issuers';
import { issuerKey } from '#protocol/server/server';
import type { KnownServer } from '../known-servers.port.js';

/** Another OpenID Connect server as an application names it, which keeps no definitions. */
export interface FixedServer {
  readonly issuer: string;
  /** Where its keys are; absent = where its discovery document says. */
  readonly jwksUri?: string;
  /** Who asks it about tokens; absent = nobody does. */
  readonly introspection?: FixedServerClient;
}

/** A client of ours at such a server. */
export interface FixedServerClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whether id and secret go into the form; else they go by HTTP Basic. */
  readonly sendsForm?: boolean;
}

/** The server in the words of those who use it; its number is its place among the others. */
export function knownServer({ issuer, jwksUri, introspection }: FixedServer, pid: number): KnownServer {
  const registrationId = String(pid);
  const key = issuerKey(issuer);
  return {
    ...{ pid, version: 0, moduleId: '', name: key, issuer: key, registrationId, requestScopes: [] },
    acceptedIssuers: acceptedIssuers(issuer),
    ...(introspection && { clientId: introspection.clientId }),
    ...{ hasSecret: introspection !== undefined, canIntrospect: introspection !== undefined },
    ...{ hasValidationKey: false, hasAuthenticationScript: false, hasUserMappingScript: false },
    settings: {
      ...{ nodeId: '', moduleId: '', issuer, federationRegistrationId: registrationId },
      ...(jwksUri !== undefined && { federationJwkSetUrl: jwksUri }),
    },
  };
}
