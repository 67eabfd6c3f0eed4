import { Inject, Injectable } from '@nestjs/common';
import { DATABASE_CLOCK } from '#database/database-clock.port';
import { mayShowAccessToken } from '#protocol/client/client-secret';
import type { Clock } from '#protocol/clock';
import type { PresentedCredentials } from '#protocol/oauth2/client-credentials';
import type { ShownKeys } from '#protocol/oauth2/token-confirmation';
import { presentationProblem } from '#protocol/oauth2/token-presentation';
import type { AuthenticatedCall } from '../client-authentication/authenticated-call.js';
import type { AuthenticatedClient } from '../client-authentication/client-authenticator.js';
import { refusedClient } from '../client-authentication/refused-client.js';
import { TokenLookup } from '../tokens/token-lookup.js';

/**
 * A client refreshes with an access token in the place of its secret (product reference 3.7; S-01, ruling 7): one of the very family that the
 * refresh token belongs to, that may be used right now and comes the way it is bound. Who has both could only use what they are good for anyway.
 */
@Injectable()
export class AccessTokenForSecret {
  constructor(
    @Inject(DATABASE_CLOCK) private readonly clock: Clock,
    private readonly lookup: TokenLookup,
  ) {}

  /**
   * @param shown the keys whose possession the call has proved
   * @throws OAuthError invalid_client, with a challenge; invalid_request — a parameter was sent twice
   */
  async authenticate(
    { instance, parameters }: AuthenticatedCall,
    { method, token, clientId }: Extract<PresentedCredentials, { token: string }>,
    shown: ShownKeys,
  ): Promise<AuthenticatedClient> {
    const access = await this.lookup.accessToken(instance, token);
    if (access?.family === undefined) throw refused('the access token may not be used, or belongs to no person');
    const scheme = method === 'dpop' ? 'DPoP' : 'Bearer';
    const problem = presentationProblem(access.claims.confirmation, { scheme, shown });
    if (problem !== undefined) throw refused(problem);
    const family = await this.lookup.familyOfRefreshToken(instance, parameters.get('refresh_token') ?? '');
    if (family?.grantId !== access.family.grantId) throw refused('the two tokens are not of one live family');
    const { client } = access;
    if (clientId !== undefined && clientId !== client.clientId) throw refused('client_id names another client');
    if (!mayShowAccessToken(client, this.clock.now())) throw refused('the client must authenticate');
    return { client, method: 'bearer' };
  }
}

function refused(cause: string): Error {
  return refusedClient('bearer', cause);
}
