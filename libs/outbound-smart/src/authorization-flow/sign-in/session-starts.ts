import { Inject, Injectable } from '@nestjs/common';
import {
  BROWSER_SESSIONS,
  type BrowserSessions,
  type SessionUser,
  type SignedInBrowser,
} from '#browser-session/browser-session.port';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { SessionEnds } from '../../logout/session-ends.js';
import { PendingRequests } from '../requests/pending-requests.js';
import type { Visit } from '../visit.js';
import type { SignInPurpose } from './sign-in-purposes.js';
import { SignInRecords } from './sign-in-records.js';

/** Somebody who has proved everything that is asked of them. */
export interface Proven {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
  readonly purpose: Pick<SignInPurpose, 'ids'>;
  readonly user: SessionUser;
  /** Methods by which they did (RFC 8176). */
  readonly amr: readonly string[];
  /** For the audit record; never a secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** A browser with its new session. */
export interface StartedSession {
  readonly browser: SignedInBrowser;
  readonly setCookie: string;
}

/** Starts the browser's session: nobody is signed in in any other way. */
@Injectable()
export class SessionStarts {
  constructor(
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    private readonly records: SignInRecords,
    private readonly ends: SessionEnds,
    private readonly pending: PendingRequests,
  ) {}

  /** The browser, and the `Set-Cookie` value of the session. Requests that wait in the browser follow to it. */
  async start({ instance, visit, purpose, user, amr, detail }: Proven): Promise<StartedSession> {
    const { pid, username } = user;
    const { browser, setCookie, ended } = await this.sessions.signIn(instance.session, visit.browser, user, amr);
    await this.pending.follow(instance, visit.browser, browser);
    const record = { outcome: 'success', purpose, userPid: pid, username, ...(detail && { detail }) } as const;
    await this.records.record(instance, visit, record);
    const cause = { remoteAddress: visit.remoteAddress, reason: 'maximum-concurrent' } as const;
    for (const session of ended) await this.ends.follow(instance, session, cause);
    return { browser, setCookie };
  }
}
