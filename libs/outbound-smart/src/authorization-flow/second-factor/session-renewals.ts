import { Inject, Injectable } from '@nestjs/common';
import {
  BROWSER_SESSIONS,
  type Browser,
  type BrowserSession,
  type BrowserSessions,
  type SignedInBrowser,
} from '#browser-session/browser-session.port';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { PendingRequests } from '../requests/pending-requests.js';

/** Sessions that go on, under new cookies (V-34), when more was proved. */
@Injectable()
export class SessionRenewals {
  constructor(
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    private readonly pending: PendingRequests,
  ) {}

  /** The browser as it is known from now on, and the `Set-Cookie` value of its session, which is as old as before. */
  async renew(
    instance: OutboundSmartInstance,
    browser: Browser,
    { userPid: pid, username, authTime, lastProofAt: provedAt }: BrowserSession,
    amr: readonly string[],
  ): Promise<{ readonly browser: SignedInBrowser; readonly setCookie: string }> {
    const user = { pid, username, authTime, provedAt };
    const started = await this.sessions.signIn(instance.session, browser, user, amr);
    await this.pending.follow(instance, browser, started.browser);
    return { browser: started.browser, setCookie: started.setCookie };
  }
}
