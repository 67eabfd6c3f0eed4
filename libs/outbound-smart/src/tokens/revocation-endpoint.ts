import { Inject, Injectable } from '@nestjs/common';
import { readPresentedCredentials } from '#protocol/oauth2/client-credentials';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { readRevocationRequest } from '#protocol/oauth2/revocation';
import type { AuthenticatedCall } from '../client-authentication/authenticated-call.js';
import { ClientAuthenticator } from '../client-authentication/client-authenticator.js';
import { CLIENT_REGISTRY, type ClientRegistry } from '../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { TokenRevoker, type RevocableToken } from './token-revoker.js';

/** Who asks: a proven client, or somebody who only names one (or none). */
type Caller = { readonly proven: string } | { readonly claimed: string | undefined };

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

  private async caller({ instance, parameters, authorization }: AuthenticatedCall): Promise<Caller> {
    const anonymous =
      authorization === undefined &&
      !['client_id', 'client_secret', 'client_assertion'].some((name) => parameters.has(name));
    if (anonymous) return { claimed: undefined };
    const presented = readPresentedCredentials(authorization, parameters);
    if (presented.method === 'none') return { claimed: presented.clientId };
    return { proven: (await this.authenticator.authenticate(instance, presented)).client.clientId };
  }

  /** Without authentication only tokens of clients that need not authenticate (S-02, ruling 7); always only one's own. */
  private async assertMayRevoke(instance: OutboundSmartInstance, caller: Caller, token: RevocableToken): Promise<void> {
    const named = 'proven' in caller ? caller.proven : caller.claimed;
    if (named !== undefined && named !== token.clientId)
      throw new OAuthError('unauthorized_client', 'The token was issued to another client.', { parameter: 'token' });
    if ('proven' in caller) return;
    const owner = await this.clients.find(instance.moduleId, token.clientId);
    if (owner?.secretRequired !== false)
      throw new OAuthError('invalid_client', 'The client this token was issued to must authenticate.');
  }
}
