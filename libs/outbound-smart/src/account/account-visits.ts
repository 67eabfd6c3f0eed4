import { Inject, Injectable } from '@nestjs/common';
import type { BrowserSession } from '#browser-session/browser-session.port';
import { CLOCK, type Clock } from '#protocol/clock';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { OwnPageVisits, type Admission } from '../authorization-flow/own-page-visits.js';
import { accountPage } from '../authorization-flow/own-page.js';
import { PendingRequests } from '../authorization-flow/requests/pending-requests.js';
import { RecoveryCodePages } from '../authorization-flow/second-factor/recovery-code-pages.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { AccountVisit } from './account-visit.js';
import { isRecentSignIn } from './recent-sign-in.js';

/** What is done for who is let in. */
export type Act<Outcome extends FlowOutcome> = (visitor: AccountVisit) => Promise<Outcome>;

/** Lets people to their account: signed in, not long ago, with everything that their account demands. All others are sent on. */
@Injectable()
export class AccountVisits {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly visits: OwnPageVisits,
    private readonly pending: PendingRequests,
    private readonly codePages: RecoveryCodePages,
  ) {}

  /** For who wants to see something. */
  async see<Outcome extends FlowOutcome>(
    instance: OutboundSmartInstance,
    visit: Visit,
    act: Act<Outcome>,
  ): Promise<Outcome | FlowOutcome> {
    const admission = await this.admit(instance, visit, 'open');
    if (admission.kind === 'first') return admission.outcome;
    return act({ ...admission, instance, visit });
  }

  /**
   * For who sends a form.
   * @throws InteractionError when the form is not this browser's
   */
  async change<Outcome extends FlowOutcome>(
    instance: OutboundSmartInstance,
    visit: Visit,
    form: FormParameters,
    act: Act<Outcome>,
  ): Promise<Outcome | FlowOutcome> {
    form.assertWellFormed();
    const admission = await this.admit(instance, visit, 'submit');
    // A form whose session has ended meanwhile is answered by the sign-in: nothing is done in nobody's name.
    if (admission.kind === 'first') return admission.outcome;
    this.pending.assertOwnForm(visit.browser, form.get('_csrf'), accountPage);
    return act({ ...admission, instance, visit });
  }

  /**
   * {@link change} for who sets a second factor up; sent once more, the form leads to the recovery codes that it gave.
   * @throws InteractionError when the form is not this browser's
   */
  async setUp<Outcome extends FlowOutcome>(
    instance: OutboundSmartInstance,
    visit: Visit,
    form: FormParameters,
    act: Act<Outcome>,
  ): Promise<Outcome | FlowOutcome> {
    form.assertWellFormed();
    const codes = await this.codePages.ofOldForm(instance, form, visit, accountPage.handle);
    return codes ?? this.change(instance, visit, form, act);
  }

  private admit(instance: OutboundSmartInstance, visit: Visit, step: 'open' | 'submit'): Promise<Admission> {
    const isRecent = ({ authTime }: BrowserSession): boolean => isRecentSignIn(authTime, this.clock.now(), step);
    return this.visits.admit(instance, visit, accountPage, isRecent);
  }
}
