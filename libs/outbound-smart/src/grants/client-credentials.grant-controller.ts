import { Injectable } from '@nestjs/common';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { readClientCredentialsRequest } from '#protocol/oauth2/token-request';
import { emptyLaunchContext } from '#protocol/smart/launch-context';
import { decideScopes } from '#protocol/smart/scope-policy';
import type { Authorization } from '../tokens/authorization.js';
import type { GrantController, GrantRequest } from './grant.port.js';
import { requestedAudience } from './requested-audience.js';

/** A client acts for itself (RFC 6749 §4.4). No refresh token, no state: the client is asked again each time. */
@Injectable()
export class ClientCredentialsGrantController implements GrantController {
  readonly grantType = 'client_credentials';
  readonly clientGrantType = 'CLIENT_CREDENTIALS';
  readonly clientMustAuthenticate = true;
  readonly claimsOneTimeValue = false;

  /** @throws OAuthError invalid_scope — none is left of those asked for (ruling 9), or none was asked for (ruling 40); as `requestedAudience` for a foreign one */
  async authorize(request: GrantRequest): Promise<Authorization> {
    const { instance, client, parameters, trace } = request;
    const strict = instance.options.access.rejectsUnlistedScopes;
    const scopes = decideScopes({ requested: requestedScopes(request), client, trace, strict });
    if (scopes.length === 0)
      throw new OAuthError('invalid_scope', 'The client has no scopes that could be granted.', { parameter: 'scope' });
    return Promise.resolve({
      grantType: 'client_credentials',
      client,
      subject: client.clientId,
      scopes,
      launchContext: emptyLaunchContext,
      audience: requestedAudience(instance, parameters, scopes),
    });
  }
}

/**
 * What is asked for; undefined = the client's whole list (ruling 9). A client that authenticates by private_key_jwt is a SMART backend
 * service and has to say what it wants (STD BS1; ruling 40), unless the module is told to treat it like the others.
 */
function requestedScopes({ instance, method, parameters }: GrantRequest): readonly string[] | undefined {
  const { scopes } = readClientCredentialsRequest(parameters);
  const mustName = method === 'private_key_jwt' && instance.options.grants.scopeRequiredWithKey;
  if (scopes !== undefined || !mustName) return scopes;
  throw new OAuthError(
    'invalid_scope',
    'Name the scopes you need: with private_key_jwt the parameter scope is required.',
    {
      parameter: 'scope',
    },
  );
}
