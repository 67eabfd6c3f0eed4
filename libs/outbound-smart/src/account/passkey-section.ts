import { Inject, Injectable } from '@nestjs/common';
import { PASSKEYS, type Passkey, type Passkeys } from '#inbound-security/passkeys.port';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import type { PageModels } from '#skin/page-renderer.port';
import { PasskeyOffer } from '../passkeys/passkey-offer.js';
import { passkeyPlaceOf } from '../passkeys/passkey-place.js';
import type { AccountSection } from './account-section.js';
import type { AccountVisit } from './account-visit.js';
import { momentText } from '../texts/moment-text.js';
import { OWNER_PROOF, OwnerProof } from './owner-proof.js';

/** Below the path of the module: where a passkey is added, and where those that there are change. */
export const PASSKEY_ADDITION = '/account/passkeys';
export const PASSKEY_CHANGE = '/account/passkeys/change';

/** The person's passkeys. */
@Injectable()
export class PasskeySection implements AccountSection {
  constructor(
    @Inject(PASSKEYS) private readonly passkeys: Passkeys,
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    private readonly offer: PasskeyOffer,
    private readonly proof: OwnerProof,
  ) {}

  async model(visitor: AccountVisit): Promise<Pick<PageModels['account'], 'passkeys'>> {
    const { instance, visit, user } = visitor;
    const list = user.secondFactor.kinds.includes('passkey') ? await this.passkeys.list(user) : [];
    const usable = this.mayAdd(visitor) ? passkeyPlaceOf(instance, visit.browser) : undefined;
    if (list.length === 0 && usable === undefined) return {};
    const demand = await this.proof.demandOf(visitor, 'offer');
    const place = demand === 'proof' ? undefined : usable;
    const { publicPath } = instance;
    const mayRemove = this.mayRemove(visitor, list);
    return {
      passkeys: {
        list: list.map((passkey) => ({ ...described(passkey), mayRemove })),
        isEnough: this.offer.isMade(instance) && !user.external,
        action: publicPath + PASSKEY_CHANGE,
        ...(place && { addAction: publicPath + PASSKEY_ADDITION }),
        ...(demand === 'proof' && { proofUrl: publicPath + OWNER_PROOF }),
        asksPassword: demand === 'password',
        options: place === undefined ? '' : await this.passkeys.registrationOptions(user, place),
      },
    };
  }

  /** Whether the person may add one; which a browser must be able to, too. */
  mayAdd({ instance, user }: AccountVisit): boolean {
    return this.passkeys.areUsed(instance.inboundModuleId) && this.factors.mayEnrol(user);
  }

  /** Who must have a second factor keeps the last one. */
  mayRemove({ user }: AccountVisit, list: readonly Passkey[]): boolean {
    return list.length > 1 || user.secondFactor.kinds.includes('totp') || !this.factors.isDemandedOf(user);
  }
}

function described({ id, label, createdAt, lastUsedAt, isSynced }: Passkey) {
  const lastUsed = lastUsedAt === undefined ? {} : { lastUsed: momentText(lastUsedAt) };
  return { id, label, isSynced, added: momentText(createdAt), ...lastUsed };
}
