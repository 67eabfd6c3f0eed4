import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, epochSeconds, type Clock } from '#protocol/clock';
import { userInfoClaims } from '#protocol/oidc/user-info';
import type { NeededSignIn } from '#protocol/oauth2/oauth-error';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { AccessTokenClaims } from './read-access-token-claims.js';
import { standingClaims } from '#protocol/oidc/claims-approval';
import { includesScope } from '#protocol/smart/scope-name';
import { TokenGate, type ResourceCall } from './token-gate.js';

/** Claims about the person behind an access token (OIDC Core §5.3). */
@Injectable()
export class UserInfoEndpoint {
  constructor(
    private readonly gate: TokenGate,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws OAuthError as {@link TokenGate.admit}; insufficient_scope — without `openid` or without a person; insufficient_user_authentication —
   * the sign-in is too old, or of no level that the module demands here
   */
  async claims(call: ResourceCall): Promise<Readonly<Record<string, unknown>>> {
    const found = await this.gate.admit(call);
    if (found.user === undefined || !includesScope(found.claims.scopes, 'openid')) throw await this.withoutOpenid(call);
    const neededSignIn = unmetNeed(call.instance, found.claims, this.clock.now());
    if (neededSignIn !== undefined) throw await this.tooWeak(call, neededSignIn);
    const approved = standingClaims(found.family?.details.claims?.userInfo ?? [], found.client);
    return userInfoClaims(found.user, found.claims.scopes, approved);
  }

  private async withoutOpenid(call: ResourceCall): Promise<Error> {
    const description = 'The access token was issued without the scope openid.';
    return this.gate.refusal(call, 'insufficient_scope', description, { neededScopes: ['openid'] });
  }

  private async tooWeak(call: ResourceCall, neededSignIn: NeededSignIn): Promise<Error> {
    const description = 'Userinfo needs a stronger or a more recent sign-in; send the person to sign in again';
    return this.gate.refusal(call, 'insufficient_user_authentication', description, { neededSignIn });
  }
}

/** What the module demands of the sign-in, and the token's does not meet (RFC 9470 §3); a token without a time is older than any. */
function unmetNeed(
  { options }: OutboundSmartInstance,
  { acr = '', authTime = 0 }: AccessTokenClaims,
  now: Date,
): NeededSignIn | undefined {
  const { userInfoAcrValues: acrValues, userInfoMaxAgeSeconds: maxAge } = options.tokens;
  const isLevel = acrValues.length === 0 || acrValues.includes(acr);
  const isRecent = maxAge === undefined || epochSeconds(now) - authTime <= maxAge;
  return isLevel && isRecent ? undefined : { acrValues, ...(maxAge !== undefined && { maxAge }) };
}
