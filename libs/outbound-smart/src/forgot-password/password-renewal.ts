import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditEvent, type AuditLog } from '#audit/audit.port';
import { OWN_PASSWORDS, type OwnPasswords } from '#inbound-security/own-password.port';
import { PASSWORD_RESETS, type PasswordResets, type ResettableAccount } from '#inbound-security/password-reset.port';
import { sha256Base64Url } from '#protocol/hash';
import { mailCodeHash, readMailCode } from '#protocol/mail-code';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { newPasswordProblem } from '../texts/password-texts.js';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { PendingRequests } from '../authorization-flow/requests/pending-requests.js';
import { signInPathAfter } from '../authorization-flow/sign-in/sign-in-path.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { passwordChangedMail } from '../mail/mail-texts.js';
import { OwnerNotices } from '../mail/owner-notices.js';
import type { MailedCodeKey } from '../stores/mailed-code.js';
import { PASSWORD_RESET_STORE, type PasswordResetStore } from '../stores/password-reset.store.js';
import type { ForgotPasswordProblem } from './forgot-password-messages.js';
import { ForgotPasswordPages, type ResetScene } from './forgot-password-pages.js';
import { forgotPasswordPath } from './forgot-password-path.js';
import { ForgotPassword } from './forgot-password.js';

/** Seconds for choosing a password, once the code was right. */
const CHOICE_SECONDS = 600;

/** The second and the third page: the code of the mail, and the new password. */
@Injectable()
export class PasswordRenewal {
  constructor(
    @Inject(PASSWORD_RESETS) private readonly resets: PasswordResets,
    @Inject(OWN_PASSWORDS) private readonly passwords: OwnPasswords,
    @Inject(PASSWORD_RESET_STORE) private readonly store: PasswordResetStore,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly forgotten: ForgotPassword,
    private readonly pages: ForgotPasswordPages,
    private readonly pending: PendingRequests,
    private readonly notices: OwnerNotices,
  ) {}

  async showCode(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): Promise<FlowOutcome> {
    return this.pages.second(await this.forgotten.sceneOf(instance, query, visit), query.get('reset') ?? '');
  }

  async submitCode(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const scene = await this.forgotten.formScene(instance, form, visit);
    const reset = form.get('reset') ?? '';
    const code = readMailCode(form.get('code'));
    // What cannot be a code is no guess.
    if (code === undefined) return goOn(scene, '/code', { reset, error: 'wrong' });
    const verdict = await this.store.guess(keyOf(scene, reset), mailCodeHash(reset, code), CHOICE_SECONDS);
    if (verdict === 'right') return goOn(scene, '/new', { reset });
    await this.record(scene, { outcome: 'failure', errorCode: 'wrong-code', detail: { step: 'code' } });
    return verdict === 'wrong' ? goOn(scene, '/code', { reset, error: 'wrong' }) : goOn(scene, '', { error: 'over' });
  }

  async showNew(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const scene = await this.forgotten.sceneOf(instance, query, visit);
    const reset = query.get('reset') ?? '';
    const isProven = (await this.store.findProven(keyOf(scene, reset))) !== undefined;
    return isProven ? this.pages.third(scene, reset) : goOn(scene, '', { error: 'over' });
  }

  /** The password is looked at before the proof is used up, so that who chose a weak one can choose another. */
  async submitNew(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const scene = await this.forgotten.formScene(instance, form, visit);
    const { inboundModuleId: moduleId } = instance;
    const reset = form.get('reset') ?? '';
    const proven = await this.store.findProven(keyOf(scene, reset));
    if (proven === undefined) return goOn(scene, '', { error: 'gone' });
    const newPassword = form.get('new_password') ?? '';
    const fault =
      newPassword === (form.get('repeated_password') ?? '')
        ? await this.resets.fault(moduleId, proven.userPid, newPassword)
        : 'repeated';
    if (fault !== undefined) {
      const error = newPasswordProblem(fault, this.passwords.rules(moduleId));
      return this.pages.third({ ...scene, error, status: 400 }, reset);
    }
    const owner = await this.store.claim(keyOf(scene, reset));
    if (owner === undefined) return goOn(scene, '', { error: 'gone' });
    const { userPid: pid, securityVersion, emailHash } = owner;
    const { remoteAddress } = visit;
    const outcome = await this.resets.reset({ moduleId, pid, securityVersion, emailHash, newPassword, remoteAddress });
    if (outcome.kind === 'changed') return this.changed(scene, outcome.account);
    await this.record(scene, {
      outcome: 'failure',
      userPid: pid,
      errorCode: 'account-changed',
      detail: { step: 'password' },
    });
    return goOn(scene, '', { error: 'gone' });
  }

  /** Back at the sign-in, for the same app: whoever has a second factor is asked for it there (V-59). */
  private async changed(scene: ResetScene, { pid, username, email }: ResettableAccount): Promise<FlowOutcome> {
    const { instance, visit, purpose } = scene;
    await this.record(scene, { outcome: 'success', userPid: pid, username, detail: { step: 'password' } });
    await this.notices.tell(instance, email, passwordChangedMail(instance, username));
    if (purpose.held) await this.pending.noteUsername(instance, visit.browser, purpose.held, username);
    return {
      result: { kind: 'continue', path: signInPathAfter(purpose.handle, 'password-changed') },
      cookies: visit.cookies,
    };
  }

  private async record(
    { instance: { moduleId }, visit: { remoteAddress }, purpose }: ResetScene,
    what: Pick<AuditEvent, 'outcome' | 'errorCode' | 'userPid' | 'username' | 'detail'>,
  ): Promise<void> {
    await this.audit.record({ moduleId, kind: 'PASSWORD_RESET', remoteAddress, ...purpose.ids, ...what });
  }
}

function keyOf({ instance: { moduleId }, visit }: ResetScene, reset: string): MailedCodeKey {
  return { moduleId, handleHash: sha256Base64Url(reset), browserHash: visit.browser.cookieHash };
}

function goOn(
  { purpose, visit }: ResetScene,
  step: '' | '/code' | '/new',
  details: { readonly reset?: string; readonly error?: ForgotPasswordProblem },
): FlowOutcome {
  const path = forgotPasswordPath(step, { interaction: purpose.handle, ...details });
  return { result: { kind: 'continue', path }, cookies: visit.cookies };
}
