import { Inject, Injectable } from '@nestjs/common';
import { narrowAudience } from '#protocol/oauth2/audience';
import type { OAuthError } from '#protocol/oauth2/oauth-error';
import { noteScopesOfGrant } from '#protocol/smart/grant-trace';
import {
  AUTHORIZATION_CODE_STORE,
  type AuthorizationCodeStore,
  type CodeRedemption,
} from '../stores/authorization-code.store.js';
import type { Authorization } from '../tokens/authorization.js';
import { familyAuthorization, type FamilyProof } from './family-authorization.js';
import { FamilyStarts } from './family-starts.js';
import { GrantHolders, type GrantLoss } from './grant-holders.js';
import type { GrantRequest } from './grant.port.js';
import { ProvedFactors } from './proved-factors.js';
import { standingGrant } from './standing-grant.js';

/** Who redeems a code, and how it is refused when what stood behind it is gone. */
interface Redeemer {
  readonly grantType: FamilyProof['grantType'];
  readonly lost: (loss: GrantLoss) => OAuthError;
}

/** Turns a code into the start of a token family, whether an app brings it or the poll of a device finds it. */
@Injectable()
export class CodeRedeemer {
  constructor(
    @Inject(AUTHORIZATION_CODE_STORE) private readonly codes: AuthorizationCodeStore,
    private readonly holders: GrantHolders,
    private readonly starts: FamilyStarts,
    private readonly factors: ProvedFactors,
  ) {}

  /**
   * One statement claims the code and starts the family.
   * @returns `undefined` where the code cannot be redeemed; `AuthorizationCodeStore.refusal` tells why
   * @throws OAuthError what `lost` makes of an account or a session that is gone; invalid_grant — the client may have nothing of the grant any more,
   * or needs a second factor by now
   */
  async redeem(
    request: GrantRequest,
    redemption: CodeRedemption,
    { grantType, lost }: Redeemer,
  ): Promise<Authorization | undefined> {
    const { instance, client, parameters, trace } = request;
    const start = this.starts.of(request);
    const redeemed = await this.codes.redeem(redemption, start.family);
    if (redeemed === undefined) return undefined;
    const details = standingGrant(redeemed.details, client, trace);
    const user = await this.holders.of(instance, details, lost);
    this.factors.assertEnough(client, { user, amr: details.amr });
    const { grantId } = redeemed;
    const authorization = familyAuthorization({ grantType, client, user, grantId, details });
    noteScopesOfGrant(authorization.scopes, authorization.scopes, trace);
    return {
      ...authorization,
      audience: narrowAudience(parameters, authorization.audience),
      codeHash: redemption.codeHash,
      ...start.refreshPart(details),
    };
  }

  /** Of what was redeemed nothing came: the code counts again while it is in time, and its family never was. */
  async giveBack({ instance: { moduleId } }: GrantRequest, { codeHash, grantId }: Authorization): Promise<void> {
    if (codeHash !== undefined && grantId !== undefined) await this.codes.giveBack(moduleId, codeHash, grantId);
  }
}
