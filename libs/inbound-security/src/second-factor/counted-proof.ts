import type { Sql } from '#database/sql.port';
import type { AccountsInstances } from '../accounts/accounts-instance.js';
import { countFactorAttempt, forgetFactorFailures, type CountedAttempt } from '../stores/factor-failures.store.js';
import type { DirectoryUser } from '../user-directory.port.js';
import { secondFactorRules } from './second-factor-rules.js';

/** What proofs that count need of their surroundings. */
export interface CountedProofDependencies {
  readonly sql: Sql;
  readonly instances: AccountsInstances;
  /** Locks an account until an administrator unlocks it (lockout.permanent). */
  readonly lockForGood: (moduleId: string, pid: number) => Promise<void>;
}

/** After too many failures: nothing was looked at. */
type Locked = Extract<CountedAttempt, { kind: 'locked' }>;

/**
 * Proofs of a second factor, of whatever kind: their failures count together. First the attempt is counted, then what was shown is
 * compared and taken, then the count is forgotten or the account locked, each by a statement that commits by itself (V-59).
 */
export class CountedProof {
  constructor(private readonly dependencies: CountedProofDependencies) {}

  /** @param take compares what was shown, and takes it where it is right: that is `proved`, everything else a failure */
  async prove<Outcome extends { readonly kind: string }>(
    { moduleId, pid }: Pick<DirectoryUser, 'moduleId' | 'pid'>,
    take: () => Promise<Outcome>,
  ): Promise<Outcome | Locked> {
    const { sql, instances, lockForGood } = this.dependencies;
    const { secondFactor, lockout, lockoutPermanent } = secondFactorRules(instances, moduleId);
    const maxFailures = secondFactor.lockAfterFailures;
    const lockSeconds = lockout.firstLockSeconds;
    const attempt = await countFactorAttempt(sql, { moduleId, pid, maxFailures, lockSeconds });
    if (attempt.kind === 'locked') return attempt;
    const outcome = await take();
    if (outcome.kind === 'proved') await forgetFactorFailures(sql, moduleId, [pid]);
    else if (lockoutPermanent && attempt.failures >= maxFailures) await lockForGood(moduleId, pid);
    return outcome;
  }
}
