import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { FactorKind } from '#protocol/second-factor/second-factor';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../../instances/outbound-instances.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { SessionEnds } from '../../logout/session-ends.js';
import { secondFactorMail } from '../../mail/mail-texts.js';
import { OwnerNotices } from '../../mail/owner-notices.js';
import type { Visit } from '../visit.js';

/** What became of a person's second factor. */
export interface FactorChange {
  readonly user: Pick<DirectoryUser, 'pid' | 'username' | 'email' | 'external'>;
  readonly change: 'enrolled' | 'removed' | 'recovery-codes-renewed' | 'renamed';
  readonly kind?: FactorKind;
  /** `cookieHash` of the session that goes on, where it is not that of the browser (V-34). */
  readonly setAside?: string;
}

/**
 * What follows when people change their second factor themselves: it is on record, the owner is told by mail, and all sessions but the one in this
 * browser end, so that nobody stays who got in before it (A-19, V-33).
 */
@Injectable()
export class FactorChanges {
  constructor(
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    private readonly ends: SessionEnds,
    private readonly notices: OwnerNotices,
  ) {}

  async follow(instance: OutboundSmartInstance, visit: Visit, change: FactorChange): Promise<void> {
    const { user, kind = 'totp' } = change;
    const { pid: userPid, username } = user;
    const ended = isOfFactor(change) ? await this.endOthers(visit, change) : undefined;
    await this.audit.record({
      ...{ moduleId: instance.moduleId, kind: 'SECOND_FACTOR_CHANGE', outcome: 'success', userPid, username },
      remoteAddress: visit.remoteAddress,
      detail: { change: change.change, kind, ...(ended !== undefined && { endedSessions: ended }) },
    });
    if (change.change === 'renamed') return;
    await this.notices.tell(instance, user.email, secondFactorMail(instance, user, { kind, change: change.change }));
  }

  /** How many. Those of modules that do not run here take their access along when it is used next. */
  private async endOthers({ browser, remoteAddress }: Visit, { user, setAside }: FactorChange): Promise<number> {
    const ended = await this.sessions.endOthers(user.pid, setAside ?? browser.cookieHash);
    for (const session of ended) {
      const instance = this.instances.get(session.moduleId);
      if (instance !== undefined)
        await this.ends.follow(instance, session, { remoteAddress, reason: 'factor-changed' });
    }
    return ended.length;
  }
}

/** Whether there is another factor now, or one less. */
function isOfFactor({ change }: FactorChange): boolean {
  return change === 'enrolled' || change === 'removed';
}
