import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, epochSeconds, type Clock } from '#protocol/clock';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { userInfoClaims } from '#protocol/oidc/user-info';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { noted } from '../refusals/refusal-notes.js';
import type { AccessTokenClaims } from './read-access-token-claims.js';
import { TokenLookup } from './token-lookup.js';
import { includesScope } from '#protocol/smart/scope-name';

/** Claims about the person behind an access token (OIDC Core §5.3). */
@Injectable()
export class UserInfoEndpoint {
  constructor(
    private readonly lookup: TokenLookup,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws OAuthError invalid_token — unknown, expired, revoked; insufficient_scope — without `openid` or without a person;
   * insufficient_user_authentication — the sign-in is too old, or of no level that the module demands here
   */
  async claims(instance: OutboundSmartInstance, token: string): Promise<Readonly<Record<string, unknown>>> {
    const found = await this.lookup.accessToken(instance, token);
    if (found === undefined) throw await this.refusal(instance, token, unknownToken());
    if (found.user === undefined || !includesScope(found.claims.scopes, 'openid'))
      throw await this.refusal(instance, token, withoutOpenid());
    const needed = unmetNeed(instance, found.claims, this.clock.now());
    if (needed !== undefined) throw await this.refusal(instance, token, needed);
    return userInfoClaims(found.user, found.claims.scopes, found.family?.details.claims?.userInfo);
  }

  /** With whose token it was, as far as the token is one of ours. */
  private async refusal(instance: OutboundSmartInstance, token: string, error: OAuthError): Promise<OAuthError> {
    const claims = await this.lookup.accessTokenClaims(instance, token);
    if (claims === undefined) return error;
    const { clientId, jti, grantId } = claims;
    return noted(error, { clientId, jti, ...(grantId !== undefined && { grantId }) });
  }
}

function unknownToken(): OAuthError {
  return new OAuthError('invalid_token', 'The access token is unknown, expired or revoked.', { challenge: 'Bearer' });
}

function withoutOpenid(): OAuthError {
  return new OAuthError('insufficient_scope', 'The access token was issued without the scope openid.', {
    challenge: 'Bearer',
    neededScopes: ['openid'],
  });
}

/** What the module demands of the sign-in, and the token's does not meet (RFC 9470 §3); a token without a time is older than any. */
function unmetNeed(
  { options }: OutboundSmartInstance,
  { acr = '', authTime = 0 }: AccessTokenClaims,
  now: Date,
): OAuthError | undefined {
  const { userInfoAcrValues: acrValues, userInfoMaxAgeSeconds: maxAge } = options;
  const isLevel = acrValues.length === 0 || acrValues.includes(acr);
  const isRecent = maxAge === undefined || epochSeconds(now) - authTime <= maxAge;
  if (isLevel && isRecent) return undefined;
  const description = 'Userinfo needs a stronger or a more recent sign-in; send the person to sign in again';
  return new OAuthError('insufficient_user_authentication', description, {
    challenge: 'Bearer',
    neededSignIn: { acrValues, ...(maxAge !== undefined && { maxAge }) },
  });
}
