import { Inject, Injectable } from '@nestjs/common';
import { mayDoWithoutSecret } from '#protocol/client/client-secret';
import { certificateMethodOf } from '#protocol/oauth2/client-authentication-method';
import { namesClient, readPresentedCredentials } from '#protocol/oauth2/client-credentials';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { readRevocationRequest } from '#protocol/oauth2/revocation';
import type { AuthenticatedCall } from '../client-authentication/authenticated-call.js';
import { ClientAuthenticator } from '../client-authentication/client-authenticator.js';
import { CLIENT_REGISTRY, type ClientRegistry } from '../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { noted } from '../refusals/refusal-notes.js';
import { TokenRevoker, type RevocableToken } from './token-revoker.js';

/** Who asks: a proven client, or somebody who names one that need not authenticate, or none at all. */
type Caller = { readonly proven: string } | { readonly named: string | undefined };

/** Token revocation (RFC 7009; product reference 3.10): the same for `/oauth/revoke` and `/session/token/revoke`. */
@Injectable()
export class RevocationEndpoint {
  constructor(
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
    private readonly authenticator: ClientAuthenticator,
    private readonly revoker: TokenRevoker,
  ) {}

  /** @throws OAuthError invalid_request, invalid_client, or unauthorized_client for another client's token */
  async revoke(call: AuthenticatedCall): Promise<void> {
    const { instance, parameters, remoteAddress } = call;
    const { token } = readRevocationRequest(parameters);
    const caller = await this.caller(call);
    const revocable = await this.revoker.find(instance, token);
    if (revocable === undefined) return;
    await this.assertMayRevoke(instance, caller, revocable);
    await revocable.revoke('revocation-request', remoteAddress);
  }

  /** A client that says who it is is checked before the token is looked at (RFC7009-1): it tells nothing about tokens to others. */
  private async caller(call: AuthenticatedCall): Promise<Caller> {
    const { instance, parameters, authorization } = call;
    if (authorization === undefined && !namesClient(parameters)) return { named: undefined };
    const presented = readPresentedCredentials(authorization, parameters);
    if (presented.method !== 'none' || (await this.provesByCertificate(instance, presented.clientId)))
      return { proven: (await this.authenticator.authenticate(call, presented)).client.clientId };
    if (await this.mustAuthenticate(instance, presented.clientId)) throw unproven();
    return { named: presented.clientId };
  }

  private async provesByCertificate({ moduleId }: OutboundSmartInstance, clientId: string): Promise<boolean> {
    const client = await this.clients.find(moduleId, clientId);
    return client !== undefined && certificateMethodOf(client) !== undefined;
  }

  /** Without authentication only tokens of clients that need not authenticate (S-02, ruling 7); always only one's own. */
  private async assertMayRevoke(instance: OutboundSmartInstance, caller: Caller, token: RevocableToken): Promise<void> {
    const clientId = 'proven' in caller ? caller.proven : caller.named;
    if (clientId !== undefined && clientId !== token.clientId)
      throw noted(
        new OAuthError('unauthorized_client', 'The token was issued to another client.', { parameter: 'token' }),
        { clientId, isProven: 'proven' in caller },
      );
    if (clientId === undefined && (await this.mustAuthenticate(instance, token.clientId))) throw unproven();
  }

  /** Nobody may speak for a client that does not exist (ruling 7). */
  private async mustAuthenticate(instance: OutboundSmartInstance, clientId: string): Promise<boolean> {
    const client = await this.clients.find(instance.moduleId, clientId);
    return client === undefined || !mayDoWithoutSecret(client);
  }
}

function unproven(): OAuthError {
  return new OAuthError('invalid_client', 'The client is unknown or must authenticate to revoke this token.');
}
