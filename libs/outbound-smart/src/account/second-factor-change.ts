import { Inject, Injectable } from '@nestjs/common';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import { FormParameters } from '#protocol/oauth2/form-parameters';
import { isMultiFactor, withCode } from '#protocol/second-factor/second-factor';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { accountPage } from '../authorization-flow/own-page.js';
import { FactorChanges } from '../authorization-flow/second-factor/factor-changes.js';
import { RecoveryCodePages } from '../authorization-flow/second-factor/recovery-code-pages.js';
import { SecondFactorPages, type PageScene } from '../authorization-flow/second-factor/second-factor-pages.js';
import { SessionRenewals } from '../authorization-flow/second-factor/session-renewals.js';
import { ofOwnPage } from '../authorization-flow/sign-in/sign-in-purposes.js';
import type { AccountVisit } from './account-visit.js';
import { OWNER_PROOF, OwnerProof, type OwnerDemand } from './owner-proof.js';
import { SECOND_FACTOR_SET_UP, SecondFactorSection } from './second-factor-section.js';

/** What a person changes about their second factor. */
@Injectable()
export class SecondFactorChange {
  constructor(
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    private readonly pages: SecondFactorPages,
    private readonly codePages: RecoveryCodePages,
    private readonly section: SecondFactorSection,
    private readonly changes: FactorChanges,
    private readonly renewals: SessionRenewals,
    private readonly proof: OwnerProof,
  ) {}

  /** The page with the key of another app, or of the first one. */
  async setUp(visitor: AccountVisit, query: FormParameters): Promise<FlowOutcome> {
    if (!this.factors.mayEnrol(visitor.user)) return goOn(visitor, accountPage.path);
    const demand = await this.proof.demandOf(visitor, 'offer');
    return demand === 'proof' ? goOn(visitor, OWNER_PROOF) : this.showKey(visitor, demand, query);
  }

  private async showKey(visitor: AccountVisit, demand: OwnerDemand, query: FormParameters): Promise<FlowOutcome> {
    const { user, visit, session } = visitor;
    const browser = { browserHash: visit.browser.cookieHash, mayReplace: isMultiFactor(session.amr) };
    const enrolment = await this.factors.beginTotp(user, browser);
    const asksPassword = demand === 'password';
    return this.pages.enrol(sceneOf(visitor), { user, enrolment, isDemanded: false, asksPassword }, query);
  }

  /** The code that confirms it: from now on the session is one of two factors. */
  async confirm(visitor: AccountVisit, form: FormParameters): Promise<FlowOutcome> {
    if (form.has('cancel') || !this.factors.mayEnrol(visitor.user)) return goOn(visitor, accountPage.path);
    const verdict = await this.proof.judge(visitor, form, 'confirm-app');
    if (verdict.kind === 'proof') return goOn(visitor, OWNER_PROOF);
    if (verdict.kind === 'wrong-password') return goOn(visitor, `${SECOND_FACTOR_SET_UP}?error=password`);
    return this.enrol(verdict.visitor, form);
  }

  private async enrol(visitor: AccountVisit, form: FormParameters): Promise<FlowOutcome> {
    const { instance, user, visit, session } = visitor;
    const outcome = await this.factors.confirmTotp(user, visit.browser.cookieHash, form.get('code') ?? '');
    if (outcome.kind !== 'enrolled') return this.again(visitor, outcome.kind);
    await this.changes.follow(instance, visit, { user, change: 'enrolled' });
    const { browser, setCookie } = await this.renewals.renew(instance, visit.browser, session, withCode(session.amr));
    return this.codes({ ...visitor, session: browser.session }, outcome.recoveryCodes, [...visit.cookies, setCookie]);
  }

  /** A wrong code leaves the key as it is, for as long as there is time; another key takes another proof. */
  private async again(visitor: AccountVisit, kind: 'wrong' | 'over'): Promise<FlowOutcome> {
    if (kind === 'over') return goOn(visitor, `${SECOND_FACTOR_SET_UP}?error=code`);
    const demand = await this.proof.demandOf(visitor, 'confirm-app');
    return this.showKey(visitor, demand, FormParameters.parse('error=code'));
  }

  /** New recovery codes, or no authenticator app any more. */
  async change(visitor: AccountVisit, form: FormParameters): Promise<FlowOutcome> {
    const { user } = visitor;
    const wish = form.get('do');
    if (user.secondFactor.kinds.length === 0 || (wish !== 'renew' && wish !== 'remove'))
      return goOn(visitor, accountPage.path);
    if (wish === 'remove' && !this.section.mayRemove(user)) return goOn(visitor, accountPage.path);
    const verdict = await this.proof.judge(visitor, form, 'take');
    if (verdict.kind !== 'given') return goOn(visitor, OWNER_PROOF);
    return wish === 'renew' ? this.renew(visitor) : this.remove(visitor);
  }

  private async renew(visitor: AccountVisit): Promise<FlowOutcome> {
    const { instance, user, visit } = visitor;
    const codes = await this.factors.renewRecoveryCodes(user);
    await this.changes.follow(instance, visit, { user, change: 'recovery-codes-renewed' });
    return this.codes(visitor, codes, visit.cookies);
  }

  private async remove(visitor: AccountVisit): Promise<FlowOutcome> {
    const { instance, user, visit } = visitor;
    if (!(await this.factors.removeApp(user))) return goOn(visitor, accountPage.path);
    await this.changes.follow(instance, visit, { user, change: 'removed' });
    const notice = user.secondFactor.kinds.length > 1 ? 'authenticator-removed' : 'second-factor-removed';
    return goOn(visitor, `${accountPage.path}?done=${notice}`);
  }

  private codes(
    { user, session }: AccountVisit,
    codes: readonly string[],
    cookies: readonly string[],
  ): Promise<FlowOutcome> {
    return this.codePages.lead({ user, session, codes }, { purpose: accountPage, cookies });
  }
}

function sceneOf({ instance, visit }: AccountVisit): PageScene {
  return { instance, visit, purpose: ofOwnPage(accountPage), path: SECOND_FACTOR_SET_UP };
}

function goOn({ visit }: AccountVisit, path: string): FlowOutcome {
  return { result: { kind: 'continue', path }, cookies: visit.cookies };
}
