import { Injectable } from '@nestjs/common';
import { readNamedAudience } from '#protocol/oauth2/audience';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { readClientCredentialsRequest } from '#protocol/oauth2/token-request';
import { emptyLaunchContext } from '#protocol/smart/launch-context';
import { decideScopes } from '#protocol/smart/scope-policy';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { Authorization } from '../tokens/authorization.js';
import type { GrantController, GrantRequest } from './grant.port.js';

/** A client acts for itself (RFC 6749 §4.4). No refresh token, no state: the client is asked again each time. */
@Injectable()
export class ClientCredentialsGrantController implements GrantController {
  readonly grantType = 'client_credentials';
  readonly clientGrantType = 'CLIENT_CREDENTIALS';
  readonly clientMustAuthenticate = true;
  readonly claimsOneTimeValue = false;

  /** @throws OAuthError invalid_scope — scopes were asked for and none is left (ruling 9); as `readNamedAudience` for a foreign audience */
  async authorize({ instance, client, parameters, trace }: GrantRequest): Promise<Authorization> {
    const { scopes: requested } = readClientCredentialsRequest(parameters);
    const scopes = decideScopes({ requested, client, trace });
    if (scopes.length === 0)
      throw new OAuthError('invalid_scope', 'The client has no scopes that could be granted.', { parameter: 'scope' });
    return Promise.resolve({
      grantType: 'client_credentials',
      client,
      subject: client.clientId,
      scopes,
      launchContext: emptyLaunchContext,
      audience: audienceOf(instance, parameters),
    });
  }
}

/** The one the client names (RFC 8707 §2.2); else every base protected here, or the issuer where none is known. */
function audienceOf({ options, issuer }: OutboundSmartInstance, parameters: FormParameters): readonly string[] {
  const { allowedAudiences } = options;
  const named = readNamedAudience(parameters, allowedAudiences);
  if (named !== undefined) return [named];
  return allowedAudiences.length > 0 ? allowedAudiences : [issuer];
}
