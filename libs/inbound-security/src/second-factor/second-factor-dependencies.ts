import type { KeyObject } from 'node:crypto';
import type { SecretEncryption } from '#keystore/secret-encryption.port';
import type { UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import type { CountedProof } from './counted-proof.js';

/** What second factors need of their surroundings. */
export interface SecondFactorDependencies extends Pick<UserChangeDependencies, 'sql' | 'changes' | 'instances'> {
  readonly counted: CountedProof;
  readonly encryption: SecretEncryption;
  /** Of the HMAC of recovery codes: outside the database, because 59 bits can be guessed by whoever has a copy of it. */
  readonly recoveryKey: KeyObject;
}
