import { Inject, Injectable } from '@nestjs/common';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { PageModels } from '#skin/page-renderer.port';
import type { AccountSection } from './account-section.js';
import type { AccountVisit } from './account-visit.js';
import { OWNER_PROOF, OwnerProof } from './owner-proof.js';

/** Below the path of the module: where an app is set up, and where what there is changes. */
export const SECOND_FACTOR_SET_UP = '/account/second-factor';
export const SECOND_FACTOR_CHANGE = '/account/second-factor/change';

/** The person's authenticator app, and the recovery codes. */
@Injectable()
export class SecondFactorSection implements AccountSection {
  constructor(
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    private readonly proof: OwnerProof,
  ) {}

  async model(visitor: AccountVisit): Promise<Pick<PageModels['account'], 'secondFactor'>> {
    const { instance, user } = visitor;
    const { kinds } = user.secondFactor;
    const isActive = kinds.length > 0;
    const mayEnrol = this.factors.mayEnrol(user);
    if (!isActive && !mayEnrol) return {};
    const { publicPath } = instance;
    const mustProve = (await this.proof.demandOf(visitor, 'offer')) === 'proof';
    return {
      secondFactor: {
        ...{ isActive, hasApp: kinds.includes('totp') },
        codesLeft: isActive ? await this.factors.recoveryCodesLeft(user) : 0,
        ...(mayEnrol && { setUpUrl: publicPath + SECOND_FACTOR_SET_UP }),
        action: publicPath + SECOND_FACTOR_CHANGE,
        ...(mustProve && { proofUrl: publicPath + OWNER_PROOF }),
        mayRemove: this.mayRemove(user),
      },
    };
  }

  /** Who must have a second factor keeps the last one. */
  mayRemove(user: DirectoryUser): boolean {
    const { kinds } = user.secondFactor;
    if (!kinds.includes('totp') || !this.factors.mayEnrol(user)) return false;
    return kinds.length > 1 || !this.factors.isDemandedOf(user);
  }
}
