import { passkeyLabel } from '#protocol/passkey/passkey-label';
import { randomId } from '#protocol/random';
import { userTopic } from '../accounts/cached-users.js';
import type { NewPasskey, PasskeyPlace, PasskeyRegistration } from '../passkeys.port.js';
import { firstRecoveryCodes } from '../second-factor/recovery-codes.js';
import { secondFactorRules } from '../second-factor/second-factor-rules.js';
import { keepPasskey, listPasskeys, type PasskeyRow, type PasskeyToKeep } from '../stores/passkey.store.js';
import type { DirectoryUser } from '../user-directory.port.js';
import { registrationOptions } from './ceremony-options.js';
import { readRegistrationAnswer, type RegistrationAnswer } from './passkey-answer.js';
import type { PasskeyChallenges } from './passkey-challenges.js';
import { passkeyOf } from './passkey-of.js';
import { verifyRegistration } from './passkey-verification.js';
import type { PasskeysDependencies } from './passkeys-dependencies.js';
import { userHandleOf } from './user-handle.js';

/** More than anybody has devices. */
const MOST_PASSKEYS = 20;

/** New passkeys. */
export class PasskeyRegistrations {
  constructor(
    private readonly dependencies: PasskeysDependencies,
    private readonly challenges: PasskeyChallenges,
  ) {}

  async options(user: DirectoryUser, place: PasskeyPlace): Promise<string> {
    const { sql, instances, handleKey } = this.dependencies;
    const { username, givenName, familyName, moduleId } = user;
    const known = (await listPasskeys(sql, user.pid)).filter((row) => row.rp_id === place.relyingParty.id);
    return registrationOptions({
      challenge: this.challenges.make(place, { ceremony: 'registration', pid: user.pid }),
      relyingParty: place.relyingParty,
      serverName: secondFactorRules(instances, moduleId).secondFactor.totpIssuerName,
      owner: { handle: userHandleOf(handleKey, user), username, fullName: `${givenName} ${familyName}`.trim() },
      known,
    });
  }

  async register(user: DirectoryUser, place: PasskeyPlace, passkey: NewPasskey): Promise<PasskeyRegistration> {
    const answer = readRegistrationAnswer(passkey.answer);
    if (answer === undefined) return { kind: 'refused', fault: 'passkey-malformed' };
    const use = { ceremony: 'registration', pid: user.pid } as const;
    if (!(await this.challenges.claim(place, use, answer.challenge)))
      return { kind: 'refused', fault: 'passkey-challenge' };
    const verified = await verifyRegistration(answer, place.relyingParty);
    if (verified === undefined) return { kind: 'refused', fault: 'passkey-invalid' };
    const { publicKey: public_key, counter, isSynced: is_synced, isBackedUp: is_backed_up } = verified;
    return this.keep(user, {
      ...namesOf(answer, passkey),
      ...{ moduleId: user.moduleId, user_pid: user.pid, rp_id: place.relyingParty.id, mayAdd: passkey.mayAdd },
      ...{ public_key, counter, is_synced, is_backed_up },
    });
  }

  private async keep(user: DirectoryUser, passkey: PasskeyToKeep): Promise<PasskeyRegistration> {
    const { sql, changes, recoveryKey } = this.dependencies;
    const { moduleId, pid } = user;
    const kept = await sql.transaction(async (transaction) => {
      const row = await keepPasskey(transaction, passkey);
      if (row === undefined) return undefined;
      await changes.announce(transaction, userTopic(moduleId), [String(pid)]);
      return { row, recoveryCodes: await firstRecoveryCodes(transaction, recoveryKey, pid) };
    });
    if (kept === undefined) return this.whyNot(user);
    await changes.caughtUp();
    const { row, recoveryCodes } = kept;
    return { kind: 'registered', passkey: passkeyOf(row), ...(recoveryCodes && { recoveryCodes }) };
  }

  private async whyNot({ pid }: DirectoryUser): Promise<PasskeyRegistration> {
    const rows = await listPasskeys(this.dependencies.sql, pid);
    return rows.length < MOST_PASSKEYS ? { kind: 'known' } : { kind: 'too-many' };
  }
}

function namesOf(
  { id, transports }: RegistrationAnswer,
  { label }: NewPasskey,
): Pick<PasskeyRow, 'passkey_id' | 'credential_id' | 'transports' | 'label'> & { readonly most: number } {
  return {
    ...{ passkey_id: randomId(), credential_id: id, transports, most: MOST_PASSKEYS },
    label: passkeyLabel(label, transports),
  };
}
