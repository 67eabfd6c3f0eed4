import { Inject, Injectable } from '@nestjs/common';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import type { PageModels } from '#skin/page-renderer.port';
import type { AccountSection } from './account-section.js';
import type { AccountVisit } from './account-visit.js';

/** Below the path of the module: where an app is set up, and where a code changes what there is. */
export const SECOND_FACTOR_SET_UP = '/account/second-factor';
export const SECOND_FACTOR_CHANGE = '/account/second-factor/change';

/** The person's authenticator app, and the recovery codes. */
@Injectable()
export class SecondFactorSection implements AccountSection {
  constructor(@Inject(SECOND_FACTORS) private readonly factors: SecondFactors) {}

  async model({ instance, user }: AccountVisit): Promise<Pick<PageModels['account'], 'secondFactor'>> {
    const { kinds } = user.secondFactor;
    const isActive = kinds.length > 0;
    const hasApp = kinds.includes('totp');
    const mayEnrol = this.factors.mayEnrol(user);
    if (!isActive && !mayEnrol) return {};
    const { publicPath } = instance;
    return {
      secondFactor: {
        ...{ isActive, hasApp },
        codesLeft: isActive ? await this.factors.recoveryCodesLeft(user) : 0,
        ...(mayEnrol && { setUpUrl: publicPath + SECOND_FACTOR_SET_UP }),
        action: publicPath + SECOND_FACTOR_CHANGE,
        mayRemove: mayEnrol && hasApp && (kinds.length > 1 || !this.factors.isDemandedOf(user)),
      },
    };
  }
}
