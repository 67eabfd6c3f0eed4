import type { KeyObject } from 'node:crypto';
import type { SecretEncryption } from '#keystore/secret-encryption.port';
import type { RuledModules } from './second-factor-rules.js';
import type { UserChangeDependencies } from '../accounts/user-change-dependencies.js';

/** What second factors need of their surroundings. */
export interface SecondFactorDependencies extends Pick<UserChangeDependencies, 'sql' | 'changes'> {
  readonly modules: readonly RuledModules[];
  readonly encryption: SecretEncryption;
  /** Of the HMAC of recovery codes: outside the database, because 59 bits can be guessed by whoever has a copy of it. */
  readonly recoveryKey: KeyObject;
  /** Locks an account until an administrator unlocks it (lockout.permanent). */
  readonly lockForGood: (moduleId: string, pid: number) => Promise<void>;
}
