import { readRecoveryCode } from '#protocol/second-factor/recovery-code';
import { readTotpCode, totpStep, totpStepOf } from '#protocol/second-factor/totp';
import type { CodeKind, CodeOutcome } from '../second-factor.port.js';
import { takeRecoveryCode } from '../stores/recovery-code.store.js';
import { acceptTotpStep, findTotpKey } from '../stores/totp-key.store.js';
import type { DirectoryUser } from '../user-directory.port.js';
import { recoveryCodeHash } from './recovery-codes.js';
import type { SecondFactorDependencies } from './second-factor-dependencies.js';
import { secondFactorRules } from './second-factor-rules.js';
import { openTotpKey } from './totp-keys.js';

type Person = Pick<DirectoryUser, 'pid' | 'moduleId'>;

/** Checks codes that people type: each counts once, by the statement that takes it (V-57, V-59). */
export class CodeProofs {
  constructor(private readonly dependencies: SecondFactorDependencies) {}

  prove(user: Person, typed: string): Promise<CodeOutcome> {
    return this.dependencies.counted.prove(user, async () => {
      const by = await this.taken(user, typed);
      return by === undefined ? { kind: 'wrong' } : { kind: 'proved', by };
    });
  }

  private async taken(user: Person, typed: string): Promise<CodeKind | undefined> {
    const code = readTotpCode(typed);
    if (code !== undefined) return (await this.takesTotp(user, code)) ? 'totp' : undefined;
    const recovery = readRecoveryCode(typed);
    if (recovery === undefined) return undefined;
    const { sql, recoveryKey } = this.dependencies;
    const hash = recoveryCodeHash(recoveryKey, user.pid, recovery);
    return (await takeRecoveryCode(sql, user.pid, hash)) ? 'recovery-code' : undefined;
  }

  /** By the database's clock, which is that of every process (V-58). */
  private async takesTotp({ moduleId, pid }: Person, code: string): Promise<boolean> {
    const { sql, encryption, instances } = this.dependencies;
    const row = await findTotpKey(sql, pid);
    if (row === undefined) return false;
    const key = openTotpKey(encryption, { moduleId, pid, keyId: row.key_id }, row.sealed_key);
    const { toleratedSteps: tolerated } = secondFactorRules(instances, moduleId).secondFactor;
    const step = totpStepOf(key, code, { step: totpStep(row.now), tolerated });
    return step !== undefined && acceptTotpStep(sql, pid, row.key_id, step);
  }
}
