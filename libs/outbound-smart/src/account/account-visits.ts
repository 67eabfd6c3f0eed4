import { Inject, Injectable } from '@nestjs/common';
import { USER_DIRECTORY, type UserDirectory } from '#inbound-security/user-directory.port';
import { CLOCK, type Clock } from '#protocol/clock';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { accountPage } from '../authorization-flow/own-page.js';
import { PendingRequests } from '../authorization-flow/requests/pending-requests.js';
import { signInPath } from '../authorization-flow/sign-in/sign-in-path.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { AccountVisit } from './account-visit.js';
import { isRecentSignIn } from './recent-sign-in.js';

/** Lets people to their account: signed in, not long ago, and with an account that can still be used. */
@Injectable()
export class AccountVisits {
  constructor(
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly pending: PendingRequests,
  ) {}

  /** Who wants to see the page; undefined where they have to sign in first, which {@link signInFirst} answers. */
  toSee(instance: OutboundSmartInstance, visit: Visit): Promise<AccountVisit | undefined> {
    return this.recent(instance, visit, 'open');
  }

  /**
   * Who sends one of its forms.
   * @throws InteractionError when the form is not this browser's
   */
  async toChange(
    instance: OutboundSmartInstance,
    visit: Visit,
    form: FormParameters,
  ): Promise<AccountVisit | undefined> {
    form.assertWellFormed();
    const visitor = await this.recent(instance, visit, 'submit');
    // A form whose session has ended meanwhile is answered by the sign-in: nothing is done in nobody's name.
    if (visitor !== undefined) this.pending.assertOwnForm(visit.browser, form.get('_csrf'));
    return visitor;
  }

  private async recent(
    instance: OutboundSmartInstance,
    visit: Visit,
    step: 'open' | 'submit',
  ): Promise<AccountVisit | undefined> {
    const { session } = visit.browser;
    if (session === undefined || !isRecentSignIn(session.authTime, this.clock.now(), step)) return undefined;
    const user = await this.users.usable(instance.inboundModuleId, session.userPid);
    return user && { instance, visit, session, user };
  }
}

/** The way to the sign-in, and from there back to the page. */
export function signInFirst({ cookies }: Visit): FlowOutcome {
  return { result: { kind: 'continue', path: signInPath(accountPage.handle) }, cookies };
}
