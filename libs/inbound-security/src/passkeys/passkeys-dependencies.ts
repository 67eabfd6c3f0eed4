import type { KeyObject } from 'node:crypto';
import type { Clock } from '#protocol/clock';
import type { UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import type { CountedProof } from '../second-factor/counted-proof.js';
import type { AskedScript, ProofOrigin } from '../local/callback-script.js';
import type { DirectoryUser, UserDirectory } from '../user-directory.port.js';

/** What passkeys need of their surroundings. */
export interface PasskeysDependencies extends Pick<UserChangeDependencies, 'sql' | 'changes' | 'instances'> {
  readonly directory: UserDirectory;
  /** The database's time. */
  readonly clock: Clock;
  readonly counted: CountedProof;
  /** Asks the callback script of the module. */
  readonly askScript: (user: DirectoryUser, origin: ProofOrigin) => Promise<AskedScript>;
  /** Of the MAC of challenges. */
  readonly challengeKey: KeyObject;
  /** Of what devices know a person by. */
  readonly handleKey: KeyObject;
  readonly recoveryKey: KeyObject;
}
