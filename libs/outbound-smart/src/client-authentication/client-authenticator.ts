import { Inject, Injectable } from '@nestjs/common';
import type { ClientDefinition, ClientSecret } from '#protocol/client/client';
import { provingMethodOf, type ClientAuthenticationMethod } from '#protocol/oauth2/client-authentication-method';
import type { PresentedCredentials } from '#protocol/oauth2/client-credentials';
import type { OAuthError } from '#protocol/oauth2/oauth-error';
import { CLIENT_REGISTRY, type ClientRegistry } from '../clients/client-registry.port.js';
import { SecretGuesses } from '../clients/secret-guesses.js';
import { CLIENT_METHODS, type ClaimOrigin, type ClientMethod } from './client-method.js';
import { refusedClient } from './refused-client.js';

/** A client and how it proved to be it. */
export interface AuthenticatedClient {
  readonly client: ClientDefinition;
  /** `bearer`: an access token in the place of its secret. */
  readonly method: ClientAuthenticationMethod | 'bearer';
  /** The secret it was, where it was one. */
  readonly secret?: ClientSecret;
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
    private readonly guesses: SecretGuesses,
  ) {
    this.methods = new Map(methods.flatMap((method) => method.names.map((name) => [name, method])));
  }

  /** @throws OAuthError `invalid_client`, with a Basic challenge wherever the Authorization header was used (X5) */
  async authenticate(origin: ClaimOrigin, presented: PresentedCredentials): Promise<AuthenticatedClient> {
    if ('token' in presented) throw unsupported(presented.method);
    this.methodNamed(presented.method).inspect?.(origin, presented);
    const { client, name } = await this.claimed(origin, presented, presented.clientId);
    const secret = await this.methodNamed(name).prove({ ...origin, client, presented });
    return { client, method: name, ...(secret && { secret }) };
  }

  private methodNamed(name: ClientAuthenticationMethod): ClientMethod {
    const method = this.methods.get(name);
    if (method === undefined) throw unsupported(name);
    return method;
  }

  /** The client, and the method by which it may prove what it presents. */
  private async claimed(
    origin: ClaimOrigin,
    presented: Exclude<PresentedCredentials, { token: string }>,
    clientId: string,
  ): Promise<{ client: ClientDefinition; name: ClientAuthenticationMethod }> {
    const { moduleId } = origin.instance;
    const client = await this.registry.find(moduleId, clientId);
    const name = client && provingMethodOf(client, presented.method);
    if (client !== undefined && name !== undefined) return { client, name };
    // Guesses at a client that does not exist are bounded like others, or it could be told that it does not (V-56).
    if ('secret' in presented) this.guesses.take({ moduleId, clientId, remoteAddress: origin.remoteAddress });
    const cause = client === undefined ? 'unknown client' : 'not the registered method of the client';
    throw refusedClient(presented.method, cause, this.methodNamed(presented.method).advice?.(origin, presented));
  }
}

function unsupported(method: string): OAuthError {
  return refusedClient(method, `the method ${method} is not supported here`);
}
