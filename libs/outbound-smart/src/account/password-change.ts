import { Inject, Injectable } from '@nestjs/common';
import type { Wording } from '#protocol/phrase';
import { OWN_PASSWORDS, type OwnPasswordOutcome, type OwnPasswords } from '#inbound-security/own-password.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { accountPage } from '../authorization-flow/own-page.js';
import { Arrivals } from '../authorization-flow/sign-in/arrivals.js';
import { withDeviceCookie } from '../http/device-cookie.js';
import { ofOwnPage } from '../authorization-flow/sign-in/sign-in-purposes.js';
import { SignInRecords, type SignInRecord } from '../authorization-flow/sign-in/sign-in-records.js';
import { ownPasswordMail } from '../mail/mail-texts.js';
import { OwnerNotices } from '../mail/owner-notices.js';
import { AccountPage } from './account-page.js';
import type { AccountVisit } from './account-visit.js';
import { PasswordSection } from './password-section.js';
import { currentPasswordProblems, newPasswordProblem } from '../texts/password-texts.js';

/** Takes the form for another password. */
@Injectable()
export class PasswordChange {
  constructor(
    @Inject(OWN_PASSWORDS) private readonly passwords: OwnPasswords,
    private readonly page: AccountPage,
    private readonly section: PasswordSection,
    private readonly arrivals: Arrivals,
    private readonly records: SignInRecords,
    private readonly notices: OwnerNotices,
  ) {}

  async submit(visitor: AccountVisit, form: FormParameters): Promise<FlowOutcome> {
    const { instance, visit, user } = visitor;
    const newPassword = form.get('new_password') ?? '';
    const rules = this.passwords.rules(instance.inboundModuleId);
    if (newPassword !== (form.get('repeated_password') ?? ''))
      return this.again(visitor, newPasswordProblem('repeated', rules));
    const outcome = await this.passwords.change({
      ...{ moduleId: instance.inboundModuleId, pid: user.pid, newPassword },
      ...{ currentPassword: form.get('current_password') ?? '', remoteAddress: visit.remoteAddress },
      ...(visit.deviceCookie !== undefined && { deviceCookie: visit.deviceCookie }),
    });
    if (outcome.kind === 'changed') {
      await this.notices.tell(instance, user.email, ownPasswordMail(instance, user.username));
      const back = await this.welcomeBack(visitor);
      return { ...back, cookies: withDeviceCookie(back.cookies, instance.session, outcome.deviceCookie) };
    }
    return outcome.kind === 'unsuitable'
      ? this.again(visitor, newPasswordProblem(outcome.fault, rules))
      : this.refuse(visitor, outcome);
  }

  /**
   * The session by which they came has ended with all others. They get one in its place that is worth as much and lasts as long: who changes a
   * password again and again is not signed in for ever, and has proved no second factor by it.
   */
  private welcomeBack({ instance, visit, user, session }: AccountVisit): Promise<FlowOutcome> {
    const { amr, authTime, lastProofAt: provedAt } = session;
    const purpose = { ...ofOwnPage(accountPage), continueAt: `${accountPage.path}?done=password-changed` };
    return this.arrivals.arrive({ instance, visit, purpose, user, amr, authTime, provedAt });
  }

  private async refuse(
    visitor: AccountVisit,
    outcome: Exclude<OwnPasswordOutcome, { kind: 'changed' | 'unsuitable' }>,
  ): Promise<FlowOutcome> {
    if (outcome.kind === 'forbidden') return this.page.show(visitor, { changes: {}, status: 403 });
    const fault = outcome.kind === 'unavailable' ? { cause: outcome.cause } : undefined;
    await this.record(visitor, outcome.kind === 'refused' ? outcome.reason : outcome.kind, fault);
    if (outcome.kind === 'busy')
      return this.again(visitor, currentPasswordProblems.busy, {
        status: 429,
        retryAfterSeconds: outcome.retryAfterSeconds,
      });
    if (outcome.kind === 'unavailable')
      return this.again(visitor, currentPasswordProblems.unavailable, { status: 503 });
    return this.again(visitor, currentPasswordProblems.wrong);
  }

  /** Wrong passwords are on record wherever they are tried. */
  private record(
    { instance, visit, user }: AccountVisit,
    errorCode: string,
    fault: SignInRecord['fault'],
  ): Promise<void> {
    return this.records.record(instance, visit, {
      ...{ outcome: 'failure', purpose: { ids: {} }, userPid: user.pid, username: user.username, errorCode },
      detail: { purpose: 'change-own-password' },
      ...(fault && { fault }),
    });
  }

  private async again(
    visitor: AccountVisit,
    problem: Wording,
    { status, retryAfterSeconds }: { readonly status: number; readonly retryAfterSeconds?: number } = { status: 200 },
  ): Promise<FlowOutcome> {
    const { password } = await this.section.model(visitor);
    return this.page.show(visitor, {
      changes: password === undefined ? {} : { password: { ...password, problem } },
      status,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }
}
