import { Inject, Injectable } from '@nestjs/common';
import type { BrowserSession } from '#browser-session/browser-session.port';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import { USER_DIRECTORY, type DirectoryUser, type UserDirectory } from '#inbound-security/user-directory.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { FlowOutcome } from './flow-result.js';
import type { OwnPage } from './own-page.js';
import { UnfinishedSignIns } from './second-factor/unfinished-sign-ins.js';
import { signInPath } from './sign-in/sign-in-path.js';
import type { Visit } from './visit.js';

/** Who comes to a page of ours, or the way that they have to go before. */
export type Admission =
  | { readonly kind: 'admitted'; readonly user: DirectoryUser; readonly session: BrowserSession }
  | { readonly kind: 'first'; readonly outcome: FlowOutcome };

/**
 * Lets people to pages of ours: signed in, with an account that can still be used, and with everything proved that it demands by now, as
 * /oauth/authorize asks it (A-19, V-33). A session of before somebody had a second factor leads to that first.
 */
@Injectable()
export class OwnPageVisits {
  constructor(
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    private readonly unfinished: UnfinishedSignIns,
  ) {}

  /** @param counts whether a session is good enough for the page; any is, unless it says otherwise */
  async admit(
    instance: OutboundSmartInstance,
    visit: Visit,
    page: OwnPage,
    counts: (session: BrowserSession) => boolean = () => true,
  ): Promise<Admission> {
    const { session } = visit.browser;
    const user = session && (await this.users.usable(instance.inboundModuleId, session.userPid));
    if (session === undefined || user === undefined || !counts(session)) return signInFirst(visit, page);
    if (this.factors.stepAfter(session.amr, user) === 'none') return { kind: 'admitted', user, session };
    return { kind: 'first', outcome: await this.unfinished.goOnFrom(instance, visit, user, page.handle) };
  }
}

/** The way to the sign-in, and from there back to the page. */
function signInFirst({ cookies }: Visit, page: OwnPage): Admission {
  return { kind: 'first', outcome: { result: { kind: 'continue', path: signInPath(page.handle) }, cookies } };
}
