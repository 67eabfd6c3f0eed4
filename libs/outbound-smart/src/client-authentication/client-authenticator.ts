import { Inject, Injectable } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { isMethodOf, type ClientAuthenticationMethod } from '#protocol/oauth2/client-authentication-method';
import type { PresentedCredentials } from '#protocol/oauth2/client-credentials';
import { CLIENT_REGISTRY, type ClientRegistry } from '../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { CLIENT_METHODS, type ClientMethod } from './client-method.js';
import { refusedClient } from './refused-client.js';

/** A client and how it proved to be it. */
export interface AuthenticatedClient {
  readonly client: ClientDefinition;
  readonly method: ClientAuthenticationMethod;
}

/**
 * Authenticates the client of a request (RFC 6749 §2.3) by the method it presented itself with, which must be its registered one if it has
 * one (STD OID-14). Every failure is one `invalid_client`, so that nothing is told about which clients exist; the reason goes to the log by
 * the error's cause.
 */
@Injectable()
export class ClientAuthenticator {
  private readonly methods: ReadonlyMap<string, ClientMethod>;

  constructor(
    @Inject(CLIENT_REGISTRY) private readonly registry: ClientRegistry,
    @Inject(CLIENT_METHODS) methods: readonly ClientMethod[],
  ) {
    this.methods = new Map(methods.flatMap((method) => method.names.map((name) => [name, method])));
  }

  /** @throws OAuthError `invalid_client`, with a Basic challenge wherever the Authorization header was used (X5) */
  async authenticate(instance: OutboundSmartInstance, presented: PresentedCredentials): Promise<AuthenticatedClient> {
    const method = this.methods.get(presented.method);
    if (method === undefined || presented.method === 'bearer' || presented.clientId === undefined)
      throw refusedClient(presented.method, `the method ${presented.method} is not supported here`);
    const client = await this.claimed(instance, presented.method, presented.clientId);
    await method.prove({ instance, client, presented });
    return { client, method: presented.method };
  }

  private async claimed(instance: OutboundSmartInstance, method: string, clientId: string): Promise<ClientDefinition> {
    const client = await this.registry.find(instance.moduleId, clientId);
    if (client === undefined) throw refusedClient(method, 'unknown client');
    if (!isMethodOf(client, method)) throw refusedClient(method, 'not the registered method of the client');
    return client;
  }
}
