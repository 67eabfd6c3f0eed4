import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { PASSWORD_RESETS, type PasswordResets } from '#inbound-security/password-reset.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { accountPage } from '../authorization-flow/own-page.js';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { SignInPurposes } from '../authorization-flow/sign-in/sign-in-purposes.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { forgotPasswordMessages, isForgotPasswordProblem } from './forgot-password-messages.js';
import { ForgotPasswordPages, type ResetScene } from './forgot-password-pages.js';
import { forgotPasswordPath, offersForgotPassword } from './forgot-password-path.js';
import { PasswordResetRequests } from './password-reset-requests.js';

/** Longest text that is looked up. */
const LONGEST = 254;

/** The first page: asks who has forgotten a password, and sends a code. */
@Injectable()
export class ForgotPassword {
  constructor(
    @Inject(PASSWORD_RESETS) private readonly resets: PasswordResets,
    private readonly purposes: SignInPurposes,
    private readonly pages: ForgotPasswordPages,
    private readonly requests: PasswordResetRequests,
  ) {}

  /**
   * A page of the way, for the request or the page of ours that its address names.
   * @throws NotFoundException the module does not offer it
   * @throws InteractionError when nothing waits for a sign-in in this browser
   */
  async sceneOf(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): Promise<ResetScene> {
    this.assertOffered(instance);
    const purpose = await this.purposes.ofPage(instance, query.get('interaction') ?? accountPage.handle, visit);
    const problem = query.get('error');
    return {
      instance,
      visit,
      purpose,
      ...(isForgotPasswordProblem(problem) && { error: forgotPasswordMessages[problem] }),
    };
  }

  /**
   * The same for a form that was posted.
   * @throws NotFoundException the module does not offer it
   * @throws InteractionError when the form is not this browser's, or nothing waits for a sign-in
   */
  async formScene(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<ResetScene> {
    this.assertOffered(instance);
    form.assertWellFormed();
    return { instance, visit, purpose: await this.purposes.ofForm(instance, form, visit) };
  }

  async show(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): Promise<FlowOutcome> {
    return this.pages.first(await this.sceneOf(instance, query, visit));
  }

  async submit(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const scene = await this.formScene(instance, form, visit);
    const typed = form.get('username') ?? '';
    if (typed.trim() === '' || typed.length > LONGEST)
      return this.pages.first({ ...scene, error: forgotPasswordMessages.nobody, status: 400 }, '');
    const asked = await this.requests.ask({ ...scene, typed });
    if (asked.kind === 'too-many') {
      const page = this.pages.first({ ...scene, error: forgotPasswordMessages['too-many'], status: 429 }, typed);
      return { ...page, retryAfterSeconds: asked.retryAfterSeconds };
    }
    const path = forgotPasswordPath('/code', { interaction: scene.purpose.handle, reset: asked.handle });
    return { result: { kind: 'continue', path }, cookies: visit.cookies };
  }

  private assertOffered(instance: OutboundSmartInstance): void {
    if (!offersForgotPassword(instance) || !this.resets.offers(instance.inboundModuleId)) throw new NotFoundException();
  }
}
