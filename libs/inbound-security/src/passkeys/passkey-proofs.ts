import type { Passkey, PasskeyFault, PasskeyPlace, PasskeyProof } from '../passkeys.port.js';
import { usePasskey, type PasskeyRow } from '../stores/passkey.store.js';
import type { DirectoryUser } from '../user-directory.port.js';
import type { AssertionAnswer } from './passkey-answer.js';
import { passkeyOf } from './passkey-of.js';
import { verifyAssertion } from './passkey-verification.js';
import type { PasskeysDependencies } from './passkeys-dependencies.js';
import { userHandleOf } from './user-handle.js';

/** An answer whose challenge is claimed, and the passkey that it is about. */
export interface ClaimedAnswer {
  readonly user: DirectoryUser;
  readonly place: PasskeyPlace;
  readonly answer: AssertionAnswer;
  /** Undefined when nobody has it here. */
  readonly row: PasskeyRow | undefined;
  /** Nothing else is proved: the device has to have made sure that it is the person, and to say who that is. */
  readonly isAlone: boolean;
}

/** Checks answers of passkeys. */
export class PasskeyProofs {
  constructor(private readonly dependencies: PasskeysDependencies) {}

  /**
   * Alone it is not counted, and a lock by wrong codes holds nobody up: nobody guesses a signature, and anybody may try here who has seen the id of a
   * passkey; a count would but keep its owner out (V-55, A-17).
   */
  async prove(claimed: ClaimedAnswer): Promise<PasskeyProof> {
    if (claimed.isAlone) return this.judged(claimed);
    const outcome = await this.dependencies.counted.prove(claimed.user, () => this.judged(claimed));
    return outcome.kind === 'locked' ? { kind: 'refused', fault: 'second-factor-locked' } : outcome;
  }

  private async judged(claimed: ClaimedAnswer): Promise<PasskeyProof> {
    const taken = await this.taken(claimed);
    return typeof taken === 'string' ? { kind: 'refused', fault: taken } : { kind: 'proved', passkey: taken };
  }

  private async taken({ user, place, answer, row, isAlone }: ClaimedAnswer): Promise<Passkey | PasskeyFault> {
    if (row?.user_pid !== user.pid) return 'passkey-unknown';
    if (!this.isOf(user, answer, isAlone)) return 'passkey-unknown';
    const { relyingParty } = place;
    const check = { publicKey: row.public_key, relyingParty, requireUserVerification: isAlone };
    const verified = await verifyAssertion(answer, check);
    // Whether a key can be copied never changes (WebAuthn Level 3 §7.2, step 18).
    if (verified?.isSynced !== row.is_synced) return 'passkey-invalid';
    const { counter, isBackedUp } = verified;
    const used = await usePasskey(this.dependencies.sql, { passkeyId: row.passkey_id, counter, isBackedUp });
    return used === undefined ? 'passkey-counter' : passkeyOf(used);
  }

  /** Whom the device means (WebAuthn Level 3 §7.2, step 6). Beside a password it need not say. */
  private isOf(user: DirectoryUser, { userHandle }: AssertionAnswer, isAlone: boolean): boolean {
    if (userHandle === undefined) return !isAlone;
    return userHandle === userHandleOf(this.dependencies.handleKey, user);
  }
}
