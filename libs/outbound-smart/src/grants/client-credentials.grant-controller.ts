import { Injectable } from '@nestjs/common';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { readClientCredentialsRequest } from '#protocol/oauth2/token-request';
import { emptyLaunchContext } from '#protocol/smart/launch-context';
import { decideScopes } from '#protocol/smart/scope-policy';
import type { Authorization } from '../tokens/authorization.js';
import type { GrantController, GrantRequest } from './grant.port.js';

/** A client acts for itself (RFC 6749 §4.4). No refresh token, no state: the client is asked again each time. */
@Injectable()
export class ClientCredentialsGrantController implements GrantController {
  readonly grantType = 'client_credentials';
  readonly clientGrantType = 'CLIENT_CREDENTIALS';
  readonly clientMustAuthenticate = true;
  readonly claimsOneTimeValue = false;

  /** @throws OAuthError invalid_scope — scopes were asked for and none is left (ruling 9) */
  async authorize({ instance, client, parameters, trace }: GrantRequest): Promise<Authorization> {
    const { scopes: requested } = readClientCredentialsRequest(parameters);
    const scopes = decideScopes({ requested, client, trace });
    if (scopes.length === 0)
      throw new OAuthError('invalid_scope', 'The client has no scopes that could be granted.', { parameter: 'scope' });
    const { allowedAudiences } = instance.options;
    return Promise.resolve({
      grantType: 'client_credentials',
      client,
      subject: client.clientId,
      scopes,
      launchContext: emptyLaunchContext,
      audience: allowedAudiences.length > 0 ? allowedAudiences : [instance.issuer],
    });
  }
}
