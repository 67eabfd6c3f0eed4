import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { SessionEnds } from '../../logout/session-ends.js';
import type { FlowOutcome } from '../flow-result.js';
import { PendingRequests } from '../requests/pending-requests.js';
import type { Visit } from '../visit.js';
import type { SignInPurpose } from './sign-in-purposes.js';
import { SignInRecords } from './sign-in-records.js';

/** Somebody who has just proved who they are, by whatever means. */
export interface Arrival {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
  readonly purpose: SignInPurpose;
  readonly user: Pick<UserSessionDetails, 'pid' | 'username'>;
  /** Methods by which they did (RFC 8176). */
  readonly amr: readonly string[];
  /** For the audit record: who vouches for them, where that is another system. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** What follows when somebody has proved who they are: the session, and the way to where they wanted. Every kind of sign-in ends here. */
@Injectable()
export class Arrivals {
  constructor(
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    private readonly records: SignInRecords,
    private readonly ends: SessionEnds,
    private readonly pending: PendingRequests,
  ) {}

  async arrive({ instance, visit, purpose, user, amr, detail }: Arrival): Promise<FlowOutcome> {
    const { pid, username } = user;
    const started = await this.sessions.signIn(instance.session, visit.browser, { pid, username }, amr);
    await this.pending.follow(instance, visit.browser, started.browser);
    const record = { outcome: 'success', purpose, userPid: pid, username, ...(detail && { detail }) } as const;
    await this.records.record(instance, visit, record);
    const cause = { remoteAddress: visit.remoteAddress, reason: 'maximum-concurrent' } as const;
    for (const session of started.ended) await this.ends.follow(instance, session, cause);
    return { result: { kind: 'continue', path: purpose.continueAt }, cookies: [started.setCookie] };
  }
}
