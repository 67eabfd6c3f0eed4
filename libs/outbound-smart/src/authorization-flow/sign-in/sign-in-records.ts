import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { Visit } from '../visit.js';
import type { SignInPurpose } from './sign-in-purposes.js';

/** How a sign-in ended. */
export interface SignInRecord {
  readonly purpose: Pick<SignInPurpose, 'ids'>;
  readonly outcome: 'success' | 'failure';
  readonly userPid?: number;
  readonly username?: string;
  /** In place of it where nobody may have the name: kept masked. */
  readonly typedName?: string;
  readonly errorCode?: string;
  /** By which means, and who vouches for the person; never a secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Leaves sign-ins in the audit log. */
@Injectable()
export class SignInRecords {
  constructor(@Inject(AUDIT_LOG) private readonly audit: AuditLog) {}

  async record(
    { moduleId }: OutboundSmartInstance,
    { remoteAddress }: Pick<Visit, 'remoteAddress'>,
    { purpose, ...what }: SignInRecord,
  ): Promise<void> {
    await this.audit.record({ moduleId, kind: 'SIGN_IN', remoteAddress, ...purpose.ids, ...what });
  }
}
