import { Inject, Injectable } from '@nestjs/common';
import { SECOND_FACTORS, type CodeOutcome, type SecondFactors } from '#inbound-security/second-factor.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { MULTIPLE_FACTORS } from '#protocol/second-factor/second-factor';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { FlowOutcome } from '../flow-result.js';
import { SessionStarts } from '../sign-in/session-starts.js';
import { signInPath } from '../sign-in/sign-in-path.js';
import { SignInPurposes, type SignInPurpose } from '../sign-in/sign-in-purposes.js';
import { SignInRecords } from '../sign-in/sign-in-records.js';
import type { Visit } from '../visit.js';
import { secondFactorPath } from './second-factor-path.js';
import { SecondFactorPages } from './second-factor-pages.js';
import { UnfinishedSignIns, type WaitingSignIn } from './unfinished-sign-ins.js';

/** A sign-in that goes on in this browser. */
interface Scene extends WaitingSignIn {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
  readonly purpose: SignInPurpose;
}

/** The second part of a sign-in: asks for a code, and starts the session when it is right. */
@Injectable()
export class SecondFactorSignIn {
  constructor(
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    private readonly unfinished: UnfinishedSignIns,
    private readonly purposes: SignInPurposes,
    private readonly pages: SecondFactorPages,
    private readonly starts: SessionStarts,
    private readonly records: SignInRecords,
  ) {}

  /** @throws InteractionError when nothing waits for a sign-in in this browser */
  async page(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const purpose = await this.purposes.ofPage(instance, query.get('interaction'), visit);
    const waiting = await this.unfinished.find(instance, visit.browser);
    if (waiting === undefined) return startOver(purpose, visit);
    return this.pages.ask({ instance, visit, purpose }, query);
  }

  /**
   * @throws OAuthError invalid_request for the error page — a field was sent twice or is no text
   * @throws InteractionError when the form is not this browser's, or nothing waits for it
   */
  async submit(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    form.assertWellFormed();
    const purpose = await this.purposes.ofForm(instance, form, visit);
    if (form.has('cancel')) return this.cancel(instance, purpose, visit);
    const waiting = await this.unfinished.find(instance, visit.browser);
    const attempt = waiting && (await this.unfinished.countAttempt(instance, visit.browser));
    if (waiting === undefined || attempt === undefined) return startOver(purpose, visit);
    const scene = { ...waiting, instance, visit, purpose };
    const outcome = await this.factors.proveByCode(waiting.user, form.get('code') ?? '');
    return outcome.kind === 'proved' ? this.finish(scene, outcome.by) : this.refuse(scene, outcome, form, attempt);
  }

  /** The sign-in is claimed before the session starts: whoever comes second finds nothing (V-32). */
  private async finish({ instance, visit, purpose, signIn, user }: Scene, by: string): Promise<FlowOutcome> {
    if (!(await this.unfinished.end(instance, visit.browser))) return startOver(purpose, visit);
    const { authTime, setAside } = signIn;
    const { setCookie } = await this.starts.start({
      ...{ instance, visit, purpose },
      user: { pid: user.pid, username: user.username, ...(authTime && { authTime }), ...(setAside && { setAside }) },
      amr: [...new Set([...signIn.amr, 'otp', MULTIPLE_FACTORS])],
      detail: { ...signIn.detail, secondFactor: by },
    });
    return { result: { kind: 'continue', path: purpose.continueAt }, cookies: [setCookie] };
  }

  private async refuse(
    { instance, visit, purpose, user }: Scene,
    outcome: Exclude<CodeOutcome, { kind: 'proved' }>,
    form: FormParameters,
    { isLast }: { readonly isLast: boolean },
  ): Promise<FlowOutcome> {
    const errorCode = outcome.kind === 'wrong' ? 'wrong-code' : 'second-factor-locked';
    const { pid: userPid, username } = user;
    await this.records.record(instance, visit, { outcome: 'failure', purpose, userPid, username, errorCode });
    if (isLast) {
      await this.unfinished.end(instance, visit.browser);
      return startOver(purpose, visit);
    }
    const method = form.get('method') === 'recovery' ? ({ method: 'recovery' } as const) : {};
    const path = secondFactorPath(purpose.handle, { error: 'code', ...method });
    return { result: { kind: 'continue', path }, cookies: visit.cookies };
  }

  private async cancel(instance: OutboundSmartInstance, purpose: SignInPurpose, visit: Visit): Promise<FlowOutcome> {
    await this.unfinished.end(instance, visit.browser);
    return { result: { kind: 'continue', path: signInPath(purpose.handle) }, cookies: visit.cookies };
  }
}

/** Nothing that was proved counts any more. */
function startOver({ handle }: SignInPurpose, { cookies }: Visit): FlowOutcome {
  return { result: { kind: 'continue', path: signInPath(handle, 'start-over') }, cookies };
}
