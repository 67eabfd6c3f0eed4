import { expandRoles } from '#protocol/permissions/roles';
import { secondFactorStep, type SecondFactorStep } from '#protocol/second-factor/second-factor';
import { userTopic } from '../cached-users.js';
import type { CodeOutcome, EnrolmentOutcome, SecondFactors, TotpEnrolment } from '../second-factor.port.js';
import { countRecoveryCodes, replaceRecoveryCodes } from '../stores/recovery-code.store.js';
import { removeTotpKey } from '../stores/totp-key.store.js';
import type { DirectoryUser } from '../user-directory.port.js';
import { CodeProofs } from './code-proofs.js';
import { makeRecoveryCodes } from './recovery-codes.js';
import type { SecondFactorDependencies } from './second-factor-dependencies.js';
import { secondFactorRules } from './second-factor-rules.js';
import { TotpEnrolments } from './totp-enrolments.js';

/** {@link SecondFactors} in PostgreSQL. They belong to the account, whoever vouches for the person. */
export class StoredSecondFactors implements SecondFactors {
  private readonly proofs: CodeProofs;
  private readonly enrolments: TotpEnrolments;

  constructor(private readonly dependencies: SecondFactorDependencies) {
    this.proofs = new CodeProofs(dependencies);
    this.enrolments = new TotpEnrolments(dependencies);
  }

  stepAfter(amr: readonly string[], user: DirectoryUser): SecondFactorStep {
    return secondFactorStep(amr, user.secondFactor, this.isDemandedOf(user));
  }

  isDemandedOf({ moduleId, authorities, secondFactor }: DirectoryUser): boolean {
    const demanding = secondFactorRules(this.dependencies.instances, moduleId).secondFactor.requiredPermissions;
    if (secondFactor.isRequired || demanding.length === 0) return secondFactor.isRequired;
    const held = new Set([...authorities, ...expandRoles(authorities)].map(({ permission }) => permission));
    return demanding.some((permission) => held.has(permission));
  }

  proveByCode(user: DirectoryUser, typed: string): Promise<CodeOutcome> {
    return this.proofs.prove(user, typed);
  }

  beginTotp(user: DirectoryUser, browserHash: string): Promise<TotpEnrolment> {
    return this.enrolments.begin(user, browserHash);
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

  async remove({ moduleId, pid }: Pick<DirectoryUser, 'pid' | 'moduleId'>): Promise<boolean> {
    const { sql, changes } = this.dependencies;
    const isRemoved = await sql.transaction(async (transaction) => {
      await replaceRecoveryCodes(transaction, pid, []);
      if (!(await removeTotpKey(transaction, pid))) return false;
      await changes.announce(transaction, userTopic(moduleId), [String(pid)]);
      return true;
    });
    if (isRemoved) await changes.caughtUp();
    return isRemoved;
  }
}
