import { Inject, Injectable } from '@nestjs/common';
import { OWN_PASSWORDS, type OwnPasswords } from '#inbound-security/own-password.port';
import { CLOCK, type Clock } from '#protocol/clock';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { accountPage } from '../authorization-flow/own-page.js';
import { UnfinishedSignIns } from '../authorization-flow/second-factor/unfinished-sign-ins.js';
import { withDeviceCookie } from '../http/device-cookie.js';
import { signInPath } from '../authorization-flow/sign-in/sign-in-path.js';
import { SignInRecords } from '../authorization-flow/sign-in/sign-in-records.js';
import type { AccountVisit } from './account-visit.js';
import { isRecentSignIn, type RecentStep } from './recent-sign-in.js';

/** Below the path of the module: where people prove once more that they are the owner. */
export const OWNER_PROOF = '/account/proof';

/** What is asked for: the password in the form itself; or a proof at {@link OWNER_PROOF} before. */
export type OwnerDemand = 'nothing' | 'password' | 'proof';

/** How far somebody is: is shown a form, or sends it; a code of a new app may take longer than other forms. */
export type OwnerStep = 'offer' | 'take' | 'confirm-app';

/** Whether it was shown; `visitor` with the cookies that the answer has to set. */
export type OwnerVerdict =
  | { readonly kind: 'given'; readonly visitor: AccountVisit }
  | { readonly kind: 'wrong-password' }
  | { readonly kind: 'proof' };

/** By the second factor that there is, and where there is none yet. */
const steps: Readonly<Record<OwnerStep, { readonly factor: RecentStep; readonly signIn: RecentStep }>> = {
  offer: { factor: 'offer-change', signIn: 'begin-factor' },
  take: { factor: 'take-change', signIn: 'confirm-factor' },
  'confirm-app': { factor: 'confirm-factor', signIn: 'confirm-factor' },
};

/**
 * What people prove before they change anything about their second factors (authenticator app, passkeys, recovery codes): who has merely found a
 * browser open must not make an account theirs for good (A-19, V-33). Who has a second factor proves it, within the last minutes; who has none, the
 * password, or where none is kept here a sign-in of the last minutes.
 */
@Injectable()
export class OwnerProof {
  constructor(
    @Inject(OWN_PASSWORDS) private readonly passwords: OwnPasswords,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: SignInRecords,
    private readonly unfinished: UnfinishedSignIns,
  ) {}

  async demandOf({ instance, user, session }: AccountVisit, step: OwnerStep): Promise<OwnerDemand> {
    const now = this.clock.now();
    if (user.secondFactor.kinds.length > 0)
      return isRecentSignIn(session.lastProofAt, now, steps[step].factor) ? 'nothing' : 'proof';
    if (await this.passwords.isKept(instance.inboundModuleId, user.pid)) return 'password';
    return isRecentSignIn(session.authTime, now, steps[step].signIn) ? 'nothing' : 'proof';
  }

  /** Judges the form's `current_password` where it is demanded, which counts as a sign-in does. */
  async judge(visitor: AccountVisit, form: FormParameters, step: OwnerStep): Promise<OwnerVerdict> {
    const demand = await this.demandOf(visitor, step);
    if (demand === 'nothing') return { kind: 'given', visitor };
    return demand === 'proof' ? { kind: demand } : this.judgePassword(visitor, form.get('current_password') ?? '');
  }

  /** The way to a proof, and from there back to the account: the second factor, or the sign-in where there is none. */
  async ask(visitor: AccountVisit): Promise<FlowOutcome> {
    const { instance, visit, user } = visitor;
    const demand = await this.demandOf(visitor, 'offer');
    const { cookies } = visit;
    if (demand !== 'proof') return { result: { kind: 'continue', path: accountPage.path }, cookies };
    if (user.secondFactor.kinds.length > 0) return this.unfinished.goOnFrom(instance, visit, user, accountPage.handle);
    return { result: { kind: 'continue', path: signInPath(accountPage.handle) }, cookies };
  }

  private async judgePassword(visitor: AccountVisit, currentPassword: string): Promise<OwnerVerdict> {
    const { instance, visit, user } = visitor;
    const { pid, username } = user;
    const { remoteAddress, deviceCookie: known } = visit;
    const outcome = await this.passwords.prove({
      ...{ moduleId: instance.inboundModuleId, pid, currentPassword, remoteAddress },
      ...(known !== undefined && { deviceCookie: known }),
    });
    if (outcome.kind === 'proved') return { kind: 'given', visitor: withDevice(visitor, outcome.deviceCookie) };
    await this.records.record(instance, visit, {
      ...{ outcome: 'failure', purpose: { ids: {} }, userPid: pid, username },
      errorCode: outcome.kind === 'refused' ? outcome.reason : outcome.kind,
      detail: { purpose: 'change-second-factor' },
    });
    return { kind: 'wrong-password' };
  }
}

function withDevice(visitor: AccountVisit, deviceCookie: string | undefined): AccountVisit {
  const { instance, visit } = visitor;
  const cookies = withDeviceCookie(visit.cookies, instance.session, deviceCookie);
  return { ...visitor, visit: { ...visit, cookies } };
}
