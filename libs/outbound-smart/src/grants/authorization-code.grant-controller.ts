import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { sha256Base64Url } from '#protocol/hash';
import { audienceToClaim, narrowAudience } from '#protocol/oauth2/audience';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { isWellFormedVerifier, s256 } from '#protocol/oauth2/pkce';
import { readAuthorizationCodeRequest } from '#protocol/oauth2/token-request';
import type { Authorization } from '../tokens/authorization.js';
import {
  AUTHORIZATION_CODE_STORE,
  type AuthorizationCodeStore,
  type CodeRedemption,
} from '../stores/authorization-code.store.js';
import { TOKEN_FAMILY_STORE, type TokenFamilyStore } from '../stores/token-family.store.js';
import { CodeRedeemer } from './code-redeemer.js';
import type { GrantLoss } from './grant-holders.js';
import type { GrantController, GrantRequest } from './grant.port.js';

/** Redeems an authorization code (RFC 6749 §4.1.3, RFC 7636 §4.5). */
@Injectable()
export class AuthorizationCodeGrantController implements GrantController {
  readonly grantType = 'authorization_code';
  readonly clientGrantType = 'AUTHORIZATION_CODE';
  readonly clientMustAuthenticate = false;
  readonly claimsOneTimeValue = true;
  readonly continuesRequest = true;

  constructor(
    @Inject(AUTHORIZATION_CODE_STORE) private readonly codes: AuthorizationCodeStore,
    @Inject(TOKEN_FAMILY_STORE) private readonly families: TokenFamilyStore,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly redeemer: CodeRedeemer,
  ) {}

  /** @throws OAuthError invalid_grant — the code is unknown, spent, expired, another client's, or a binding does not hold; invalid_target — `resource` */
  async authorize(request: GrantRequest): Promise<Authorization> {
    const redemption = redemptionOf(request);
    const redeemed = await this.redeemer.redeem(request, redemption, { grantType: this.grantType, lost });
    if (redeemed === undefined) throw await this.refusal(request, redemption);
    return redeemed;
  }

  giveBack(request: GrantRequest, authorization: Authorization): Promise<void> {
    return this.redeemer.giveBack(request, authorization);
  }

  /** A second valid redemption means the code was stolen or replayed: what it gave is revoked (RFC 6749 §4.1.2, R-04). */
  private async refusal(
    { instance, client, parameters, remoteAddress }: GrantRequest,
    redemption: CodeRedemption,
  ): Promise<OAuthError> {
    const { reason, grantId, audience } = await this.codes.refusal(redemption);
    if (reason === 'audience') narrowAudience(parameters, audience ?? []);
    if (
      reason === 'spent' &&
      grantId !== undefined &&
      (await this.families.revoke(instance.moduleId, grantId, 'code-reused'))
    ) {
      const event = { moduleId: instance.moduleId, clientId: client.clientId, grantId, codeHash: redemption.codeHash };
      await this.audit.record({
        ...event,
        remoteAddress,
        kind: 'TOKEN_REVOCATION',
        outcome: 'success',
        detail: { reason: 'code-reused' },
      });
    }
    return new OAuthError(
      'invalid_grant',
      'The code is unknown, spent, expired or was issued under other conditions.',
      { cause: reason },
    );
  }
}

const LOSSES: Readonly<Record<GrantLoss, string>> = {
  account: 'The account behind this code can no longer be used.',
  session: 'The browser session behind this code is over, and online_access ends with it.',
};

function lost(what: GrantLoss): OAuthError {
  return new OAuthError('invalid_grant', LOSSES[what]);
}

function redemptionOf({ instance, client, parameters, confirmation }: GrantRequest): CodeRedemption {
  const { code, redirectUri, codeVerifier } = readAuthorizationCodeRequest(parameters);
  const audience = audienceToClaim(parameters);
  // An ill-formed verifier cannot fit any challenge; it goes to the statement as itself, so that no code is told apart (RFC 7636 §4.6).
  const verifier = codeVerifier && {
    plain: codeVerifier,
    s256: isWellFormedVerifier(codeVerifier) ? s256(codeVerifier) : '',
  };
  return {
    moduleId: instance.moduleId,
    clientId: client.clientId,
    codeHash: sha256Base64Url(code),
    ...(redirectUri !== undefined && { redirectUri }),
    ...(verifier && { verifier }),
    ...(audience && { audience }),
    ...(confirmation && 'jkt' in confirmation && { jkt: confirmation.jkt }),
  };
}
