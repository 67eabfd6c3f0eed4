import { readRecoveryCode } from '#protocol/second-factor/recovery-code';
import { readTotpCode, totpStep, totpStepOf } from '#protocol/second-factor/totp';
import type { CodeKind, CodeOutcome } from '../second-factor.port.js';
import { countFactorAttempt, forgetFactorFailures } from '../stores/factor-failures.store.js';
import { takeRecoveryCode } from '../stores/recovery-code.store.js';
import { acceptTotpStep, findTotpKey } from '../stores/totp-key.store.js';
import type { DirectoryUser } from '../user-directory.port.js';
import { recoveryCodeHash } from './recovery-codes.js';
import type { SecondFactorDependencies } from './second-factor-dependencies.js';
import { secondFactorRules, type SecondFactorRules } from './second-factor-rules.js';
import { openTotpKey } from './totp-keys.js';

type Person = Pick<DirectoryUser, 'pid' | 'moduleId'>;

/** Checks codes that people type: first counted, then compared, then taken, each by a statement that commits by itself (V-57, V-59). */
export class CodeProofs {
  constructor(private readonly dependencies: SecondFactorDependencies) {}

  async prove(user: Person, typed: string): Promise<CodeOutcome> {
    const { sql, modules } = this.dependencies;
    const { moduleId, pid } = user;
    const rules = secondFactorRules(modules, moduleId);
    const maxFailures = rules.secondFactor.lockAfterFailures;
    const attempt = await countFactorAttempt(sql, {
      moduleId,
      pid,
      maxFailures,
      lockSeconds: rules.lockout.firstLockSeconds,
    });
    if (attempt.kind === 'locked') return attempt;
    const by = await this.taken(user, typed, rules);
    if (by === undefined) {
      if (rules.lockoutPermanent === true && attempt.failures >= maxFailures)
        await this.dependencies.lockForGood(moduleId, pid);
      return { kind: 'wrong' };
    }
    await forgetFactorFailures(sql, moduleId, [pid]);
    return { kind: 'proved', by };
  }

  private async taken(user: Person, typed: string, rules: SecondFactorRules): Promise<CodeKind | undefined> {
    const code = readTotpCode(typed);
    if (code !== undefined) return (await this.takesTotp(user, code, rules)) ? 'totp' : undefined;
    const recovery = readRecoveryCode(typed);
    if (recovery === undefined) return undefined;
    const { sql, recoveryKey } = this.dependencies;
    const hash = recoveryCodeHash(recoveryKey, user.pid, recovery);
    return (await takeRecoveryCode(sql, user.pid, hash)) ? 'recovery-code' : undefined;
  }

  /** By the database's clock, which is that of every process (V-58). */
  private async takesTotp(
    { moduleId, pid }: Person,
    code: string,
    { secondFactor }: SecondFactorRules,
  ): Promise<boolean> {
    const { sql, encryption } = this.dependencies;
    const row = await findTotpKey(sql, pid);
    if (row === undefined) return false;
    const key = openTotpKey(encryption, { moduleId, pid, keyId: row.key_id }, row.sealed_key);
    const step = totpStepOf(key, code, { step: totpStep(row.now), tolerated: secondFactor.toleratedSteps });
    return step !== undefined && acceptTotpStep(sql, pid, row.key_id, step);
  }
}
