import { Inject, Injectable } from '@nestjs/common';
import { SECOND_FACTORS, type CodeOutcome, type SecondFactors } from '#inbound-security/second-factor.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { recoveryCodeMail } from '../../mail/mail-texts.js';
import { OwnerNotices } from '../../mail/owner-notices.js';

/** Has codes checked that people type, and tells the owner where it was a recovery code: who has the list has the second factor. */
@Injectable()
export class CodeChecks {
  constructor(
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    private readonly notices: OwnerNotices,
  ) {}

  /** As {@link SecondFactors.proveByCode}. */
  async prove(instance: OutboundSmartInstance, user: DirectoryUser, typed: string): Promise<CodeOutcome> {
    const outcome = await this.factors.proveByCode(user, typed);
    if (outcome.kind === 'proved' && outcome.by === 'recovery-code') {
      const left = await this.factors.recoveryCodesLeft(user);
      await this.notices.tell(instance, user.email, recoveryCodeMail(instance, user.username, left));
    }
    return outcome;
  }
}
