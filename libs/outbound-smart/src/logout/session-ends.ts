import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { EndedSession } from '#browser-session/browser-session.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { TokenRevoker } from '../tokens/token-revoker.js';

/** From where a session was ended. */
export interface SessionEndCause {
  readonly remoteAddress: string;
  /** The client that proved itself, never one that was merely named. */
  readonly clientId?: string | undefined;
  /** Absent: because the person signed out. */
  readonly reason?: 'maximum-concurrent' | 'wrong-codes' | 'factor-changed';
}

/** What the end of a browser session takes along, and leaves in the audit log. */
@Injectable()
export class SessionEnds {
  constructor(
    private readonly revoker: TokenRevoker,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
  ) {}

  /** Ends the access that lasts as long as the session, and records both. */
  async follow(
    instance: OutboundSmartInstance,
    { sid, userPid, username }: EndedSession,
    { remoteAddress, clientId, reason }: SessionEndCause,
  ): Promise<void> {
    await this.revoker.sessionEnded(instance, { sid, userPid, username }, remoteAddress);
    await this.audit.record({
      moduleId: instance.moduleId,
      kind: 'SIGN_OUT',
      outcome: 'success',
      remoteAddress,
      userPid,
      username,
      detail: { sid, ...(reason && { reason }) },
      ...(clientId !== undefined && { clientId }),
    });
  }
}
