import { Inject, Injectable } from '@nestjs/common';
import { OWN_PASSWORDS, type OwnPasswords } from '#inbound-security/own-password.port';
import { CLOCK, type Clock } from '#protocol/clock';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { isMultiFactor } from '#protocol/second-factor/second-factor';
import { withDeviceCookie } from '../authorization-flow/sign-in/device-cookie.js';
import { SignInRecords } from '../authorization-flow/sign-in/sign-in-records.js';
import type { AccountVisit } from './account-visit.js';
import { isRecentSignIn } from './recent-sign-in.js';

/** What is asked for: the password where it is kept here; where it is not, a sign-in of the last minutes at the person's own system. */
export type FirstFactorDemand = 'nothing' | 'password' | 'sign-in';

/** Whether it was shown; `visitor` with the cookies that the answer has to set. */
export type FirstFactorVerdict =
  | { readonly kind: 'given'; readonly visitor: AccountVisit }
  | { readonly kind: 'wrong-password' }
  | { readonly kind: 'sign-in' };

/**
 * What people prove before they set up their first second factor: who has merely found a browser open must not make an account theirs for good (A-19,
 * V-33). Who has one has shown it at this sign-in.
 */
@Injectable()
export class FirstFactorProof {
  constructor(
    @Inject(OWN_PASSWORDS) private readonly passwords: OwnPasswords,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: SignInRecords,
  ) {}

  demandOf(visitor: AccountVisit): Promise<FirstFactorDemand> {
    return this.demand(visitor, 'begin-factor');
  }

  /** Judges the form's `current_password`, which counts as a sign-in does. */
  async judge(visitor: AccountVisit, form: FormParameters): Promise<FirstFactorVerdict> {
    const demand = await this.demand(visitor, 'confirm-factor');
    if (demand === 'nothing') return { kind: 'given', visitor };
    return demand === 'sign-in' ? { kind: demand } : this.judgePassword(visitor, form.get('current_password') ?? '');
  }

  private async demand(
    { instance, user, session }: AccountVisit,
    step: 'begin-factor' | 'confirm-factor',
  ): Promise<FirstFactorDemand> {
    if (isMultiFactor(session.amr)) return 'nothing';
    if (await this.passwords.isKept(instance.inboundModuleId, user.pid)) return 'password';
    return isRecentSignIn(session.authTime, this.clock.now(), step) ? 'nothing' : 'sign-in';
  }

  private async judgePassword(visitor: AccountVisit, currentPassword: string): Promise<FirstFactorVerdict> {
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
