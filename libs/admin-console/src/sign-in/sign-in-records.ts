import { Inject, Injectable, Logger } from '@nestjs/common';
import { AUDIT_LOG, type AuditEvent, type AuditLog } from '#audit/audit.port';
import type { ConsoleRequest } from '../http/console-request.js';

/** What is recorded of a sign-in, or of its end. */
export type SignInRecord = Pick<
  AuditEvent,
  'outcome' | 'userPid' | 'username' | 'typedName' | 'errorCode' | 'detail'
> & {
  readonly kind?: 'SIGN_IN' | 'SIGN_OUT' | 'SECOND_FACTOR_CHANGE';
  /** Why nobody could judge it, as it was thrown: for the log. */
  readonly cause?: unknown;
};

/** Leaves sign-ins to the console in the audit log. */
@Injectable()
export class SignInRecords {
  private readonly log = new Logger('Console');

  constructor(@Inject(AUDIT_LOG) private readonly audit: AuditLog) {}

  async record(
    { instance, remoteAddress }: ConsoleRequest,
    { kind = 'SIGN_IN', cause, ...what }: SignInRecord,
  ): Promise<void> {
    if (cause !== undefined) this.log.error({ message: 'A sign-in could not be judged', cause });
    await this.audit.record({ moduleId: instance.moduleId, kind, remoteAddress, ...what });
  }
}
