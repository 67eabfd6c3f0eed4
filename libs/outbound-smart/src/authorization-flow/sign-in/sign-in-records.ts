import { Inject, Injectable, Logger } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { faultLine, runDetail } from './sign-in-fault.js';
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
  /** Why nobody could judge it, as it was thrown. */
  readonly fault?: { readonly cause: unknown };
}

/** Leaves sign-ins in the audit log, and what kept the server from judging one in its own log. */
@Injectable()
export class SignInRecords {
  private readonly log = new Logger('SignIn');

  constructor(@Inject(AUDIT_LOG) private readonly audit: AuditLog) {}

  async record(
    { moduleId }: OutboundSmartInstance,
    { remoteAddress }: Pick<Visit, 'remoteAddress'>,
    { purpose, fault, detail: given, ...what }: SignInRecord,
  ): Promise<void> {
    if (fault) this.log.error(faultLine(fault.cause, { moduleId, ...purpose.ids }));
    const detail = { ...given, ...runDetail(fault?.cause) };
    const kept = Object.keys(detail).length > 0 ? { ...what, detail } : what;
    await this.audit.record({ moduleId, kind: 'SIGN_IN', remoteAddress, ...purpose.ids, ...kept });
  }
}
