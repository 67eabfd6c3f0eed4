import { Injectable } from '@nestjs/common';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { userInfoClaims } from '#protocol/oidc/user-info';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { noted } from '../refusals/refusal-notes.js';
import { TokenLookup } from './token-lookup.js';
import { includesScope } from '#protocol/smart/scope-name';

/** Claims about the person behind an access token (OIDC Core §5.3). */
@Injectable()
export class UserInfoEndpoint {
  constructor(private readonly lookup: TokenLookup) {}

  /** @throws OAuthError invalid_token — unknown, expired, revoked; insufficient_scope — without `openid` or without a person */
  async claims(instance: OutboundSmartInstance, token: string): Promise<Readonly<Record<string, unknown>>> {
    const found = await this.lookup.accessToken(instance, token);
    if (found === undefined) throw await this.refusal(instance, token, unknownToken());
    if (found.user === undefined || !includesScope(found.claims.scopes, 'openid'))
      throw await this.refusal(instance, token, withoutOpenid());
    return userInfoClaims(found.user, found.claims.scopes);
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
