import { Inject, Injectable } from '@nestjs/common';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { isMultiFactor, withCode } from '#protocol/second-factor/second-factor';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { accountPage } from '../authorization-flow/own-page.js';
import { CodeChecks } from '../authorization-flow/second-factor/code-checks.js';
import { FactorChanges } from '../authorization-flow/second-factor/factor-changes.js';
import { CODE_NOT_TAKEN } from '../authorization-flow/second-factor/second-factor-messages.js';
import { SecondFactorPages, type PageScene } from '../authorization-flow/second-factor/second-factor-pages.js';
import { SessionRenewals } from '../authorization-flow/second-factor/session-renewals.js';
import { SignInRecords } from '../authorization-flow/sign-in/sign-in-records.js';
import { signInPath } from '../authorization-flow/sign-in/sign-in-path.js';
import { ofOwnPage } from '../authorization-flow/sign-in/sign-in-purposes.js';
import { AccountPage } from './account-page.js';
import type { AccountVisit } from './account-visit.js';
import { FirstFactorProof } from './first-factor-proof.js';
import { SECOND_FACTOR_SET_UP, SecondFactorSection } from './second-factor-section.js';

/** What a person changes about their second factor. */
@Injectable()
export class SecondFactorChange {
  constructor(
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    private readonly pages: SecondFactorPages,
    private readonly page: AccountPage,
    private readonly section: SecondFactorSection,
    private readonly checks: CodeChecks,
    private readonly changes: FactorChanges,
    private readonly attempts: SignInRecords,
    private readonly renewals: SessionRenewals,
    private readonly proof: FirstFactorProof,
  ) {}

  /** The page with the key of another app, or of the first one. */
  async setUp(visitor: AccountVisit, query: FormParameters): Promise<FlowOutcome> {
    const { user, visit, session } = visitor;
    if (!this.factors.mayEnrol(user)) return toAccount(visitor);
    const demand = await this.proof.demandOf(visitor);
    if (demand === 'sign-in') return goOn(visitor, signInPath(accountPage.handle));
    const browser = { browserHash: visit.browser.cookieHash, mayReplace: isMultiFactor(session.amr) };
    const enrolment = await this.factors.beginTotp(user, browser);
    const asksPassword = demand === 'password';
    return this.pages.enrol(sceneOf(visitor), { user, enrolment, isDemanded: false, asksPassword }, query);
  }

  /** The code that confirms it: from now on the session is one of two factors. */
  async confirm(visitor: AccountVisit, form: FormParameters): Promise<FlowOutcome> {
    if (form.has('cancel') || !this.factors.mayEnrol(visitor.user)) return toAccount(visitor);
    const verdict = await this.proof.judge(visitor, form);
    if (verdict.kind === 'sign-in') return goOn(visitor, signInPath(accountPage.handle));
    if (verdict.kind === 'wrong-password') return goOn(visitor, `${SECOND_FACTOR_SET_UP}?error=password`);
    return this.enrol(verdict.visitor, form);
  }

  private async enrol(visitor: AccountVisit, form: FormParameters): Promise<FlowOutcome> {
    const { instance, user, visit, session } = visitor;
    const outcome = await this.factors.confirmTotp(user, visit.browser.cookieHash, form.get('code') ?? '');
    if (outcome.kind !== 'enrolled') return goOn(visitor, `${SECOND_FACTOR_SET_UP}?error=code`);
    await this.changes.follow(instance, visit, { user, change: 'enrolled' });
    const { setCookie } = await this.renewals.renew(instance, visit.browser, session, withCode(session.amr));
    return this.codes(visitor, outcome.recoveryCodes, [...visit.cookies, setCookie]);
  }

  /** New recovery codes, or no second factor any more: both by a code, so that an open browser is not enough. */
  async change(visitor: AccountVisit, form: FormParameters): Promise<FlowOutcome> {
    const { instance, user } = visitor;
    const wish = form.get('do');
    if (user.secondFactor.kinds.length === 0 || (wish !== 'renew' && wish !== 'remove')) return toAccount(visitor);
    if (wish === 'remove' && !(await this.mayRemove(visitor))) return toAccount(visitor);
    const outcome = await this.checks.prove(instance, user, form.get('code') ?? '');
    if (outcome.kind !== 'proved') return this.refuse(visitor, outcome.kind);
    return wish === 'renew' ? this.renew(visitor) : this.remove(visitor);
  }

  private async mayRemove(visitor: AccountVisit): Promise<boolean> {
    return (await this.section.model(visitor)).secondFactor?.mayRemove === true;
  }

  private async renew(visitor: AccountVisit): Promise<FlowOutcome> {
    const { instance, user, visit } = visitor;
    const codes = await this.factors.renewRecoveryCodes(user);
    await this.changes.follow(instance, visit, { user, change: 'recovery-codes-renewed' });
    return this.codes(visitor, codes, visit.cookies);
  }

  private async remove(visitor: AccountVisit): Promise<FlowOutcome> {
    const { instance, user, visit } = visitor;
    await this.factors.removeApp(user);
    await this.changes.follow(instance, visit, { user, change: 'removed' });
    const notice = user.secondFactor.kinds.length > 1 ? 'authenticator-removed' : 'second-factor-removed';
    return goOn(visitor, `${accountPage.path}?done=${notice}`);
  }

  private codes(visitor: AccountVisit, codes: readonly string[], cookies: readonly string[]): FlowOutcome {
    const { instance, user } = visitor;
    const issuer = this.factors.issuerOf(instance.inboundModuleId);
    return this.pages.codes(sceneOf(visitor), { user, codes, issuer }, cookies);
  }

  /** Wrong codes are on record wherever they are tried. */
  private async refuse(visitor: AccountVisit, kind: 'wrong' | 'locked'): Promise<FlowOutcome> {
    const { instance, visit, user } = visitor;
    await this.attempts.record(instance, visit, {
      ...{ outcome: 'failure', purpose: { ids: {} }, userPid: user.pid, username: user.username },
      errorCode: kind === 'wrong' ? 'wrong-code' : 'second-factor-locked',
      detail: { purpose: 'change-second-factor' },
    });
    const { secondFactor } = await this.section.model(visitor);
    const changes = secondFactor === undefined ? {} : { secondFactor: { ...secondFactor, problem: CODE_NOT_TAKEN } };
    return this.page.show(visitor, { changes, status: 200 });
  }
}

function sceneOf({ instance, visit }: AccountVisit): PageScene {
  return { instance, visit, purpose: ofOwnPage(accountPage), path: SECOND_FACTOR_SET_UP };
}

function toAccount(visitor: AccountVisit): FlowOutcome {
  return goOn(visitor, accountPage.path);
}

function goOn({ visit }: AccountVisit, path: string): FlowOutcome {
  return { result: { kind: 'continue', path }, cookies: visit.cookies };
}
