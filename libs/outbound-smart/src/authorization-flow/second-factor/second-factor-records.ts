import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { FactorKind } from '#protocol/second-factor/second-factor';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { Visit } from '../visit.js';

/** What became of a person's second factor. */
export interface SecondFactorChange {
  readonly user: Pick<DirectoryUser, 'pid' | 'username' | 'moduleId'>;
  readonly change: 'enrolled' | 'removed' | 'recovery-codes-renewed' | 'renamed';
  readonly kind?: FactorKind;
}

/** Leaves in the audit log what people change about their second factor themselves. */
@Injectable()
export class SecondFactorRecords {
  constructor(@Inject(AUDIT_LOG) private readonly audit: AuditLog) {}

  async record(
    instance: OutboundSmartInstance,
    visit: Visit,
    { user, change, kind = 'totp' }: SecondFactorChange,
  ): Promise<void> {
    const { pid: userPid, username } = user;
    await this.audit.record({
      ...{ moduleId: instance.moduleId, kind: 'SECOND_FACTOR_CHANGE', outcome: 'success', userPid, username },
      remoteAddress: visit.remoteAddress,
      detail: { change, kind },
    });
  }
}
