import { holdsAny } from '#protocol/permissions/holds-any';
import { secondFactorStep, type SecondFactorStep } from '#protocol/second-factor/second-factor';
import type { Authority } from '#protocol/user/authority';
import { userTopic } from '../accounts/cached-users.js';
import type {
  CodeOutcome,
  EnrolmentBrowser,
  EnrolmentOutcome,
  SecondFactors,
  TotpEnrolment,
} from '../second-factor.port.js';
import { forgetLastCodes, holdFactorsOf } from '../stores/factor-owner.store.js';
import { countRecoveryCodes } from '../stores/recovery-code.store.js';
import { removeTotpKey } from '../stores/totp-key.store.js';
import type { DirectoryUser } from '../user-directory.port.js';
import { CodeProofs } from './code-proofs.js';
import { makeRecoveryCodes } from './recovery-codes.js';
import type { SecondFactorDependencies } from './second-factor-dependencies.js';
import { authoritiesByOneFactor, mustHaveSecondFactor, secondFactorRules } from './second-factor-rules.js';
import type { SecondFactorOptions } from './second-factor.options.js';
import { ShownRecoveryCodes } from './shown-recovery-codes.js';
import { TotpEnrolments } from './totp-enrolments.js';

/** The permission of the product. */
const PERMISSION = 'CHANGE_OWN_TFA_KEY';

/** {@link SecondFactors} in PostgreSQL. They belong to the account, whoever vouches for the person. */
export class StoredSecondFactors implements SecondFactors {
  private readonly proofs: CodeProofs;
  private readonly enrolments: TotpEnrolments;
  private readonly shown: ShownRecoveryCodes;

  constructor(private readonly dependencies: SecondFactorDependencies) {
    this.proofs = new CodeProofs(dependencies);
    this.enrolments = new TotpEnrolments(dependencies);
    this.shown = new ShownRecoveryCodes(dependencies);
  }

  stepAfter(amr: readonly string[], user: DirectoryUser): SecondFactorStep {
    return secondFactorStep(amr, user.secondFactor, this.isDemandedOf(user));
  }

  isDemandedOf(user: DirectoryUser): boolean {
    return mustHaveSecondFactor(secondFactorRules(this.dependencies.instances, user.moduleId), user);
  }

  authoritiesByOneFactor(user: DirectoryUser): readonly Authority[] {
    return authoritiesByOneFactor(secondFactorRules(this.dependencies.instances, user.moduleId), user);
  }

  mayEnrol(user: DirectoryUser): boolean {
    if (user.secondFactor.isProgram) return false;
    return this.isDemandedOf(user) || holdsAny(user.authorities, [PERMISSION]);
  }

  isPasswordEnough(user: DirectoryUser): boolean {
    return this.stepAfter(['pwd'], user) === 'none' || this.optionsOf(user.moduleId).programsByPasswordAlone;
  }

  issuerOf(moduleId: string): string {
    return this.optionsOf(moduleId).totpIssuerName;
  }

  proveByCode(user: DirectoryUser, typed: string): Promise<CodeOutcome> {
    return this.proofs.prove(user, typed);
  }

  beginTotp(user: DirectoryUser, browser: EnrolmentBrowser): Promise<TotpEnrolment> {
    return this.enrolments.begin(user, browser);
  }

  confirmTotp(user: DirectoryUser, browserHash: string, typed: string): Promise<EnrolmentOutcome> {
    return this.enrolments.confirm(user, browserHash, typed);
  }

  recoveryCodesLeft({ pid }: DirectoryUser): Promise<number> {
    return countRecoveryCodes(this.dependencies.sql, pid);
  }

  renewRecoveryCodes({ pid }: DirectoryUser): Promise<readonly string[]> {
    const { sql, recoveryKey } = this.dependencies;
    return sql.transaction((transaction) => makeRecoveryCodes(transaction, recoveryKey, pid));
  }

  showRecoveryCodes(user: DirectoryUser, sid: string, codes: readonly string[]): Promise<void> {
    return this.shown.keep(user, sid, codes);
  }

  shownRecoveryCodes(user: DirectoryUser, sid: string): Promise<readonly string[] | undefined> {
    return this.shown.find(user, sid);
  }

  hideRecoveryCodes(user: DirectoryUser): Promise<void> {
    return this.shown.forget(user);
  }

  async removeApp(user: DirectoryUser): Promise<boolean> {
    const { sql, changes } = this.dependencies;
    const { moduleId, pid } = user;
    const isRemoved = await sql.transaction(async (transaction) => {
      await holdFactorsOf(transaction, pid);
      if (!(await removeTotpKey(transaction, pid, !this.isDemandedOf(user)))) return false;
      await forgetLastCodes(transaction, pid);
      await changes.announce(transaction, userTopic(moduleId), [String(pid)]);
      return true;
    });
    if (isRemoved) await changes.caughtUp();
    return isRemoved;
  }

  private optionsOf(moduleId: string): SecondFactorOptions {
    return secondFactorRules(this.dependencies.instances, moduleId).secondFactor;
  }
}
