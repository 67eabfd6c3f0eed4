import { base32 } from '#protocol/second-factor/base32';
import { TOTP_KEY_BYTES, readTotpCode, totpStep, totpStepOf } from '#protocol/second-factor/totp';
import { randomId, randomNonce } from '#protocol/random';
import { userTopic } from '../accounts/cached-users.js';
import type { EnrolmentBrowser, EnrolmentOutcome, TotpEnrolment } from '../second-factor.port.js';
import {
  beginTotpEnrolment,
  confirmTotpEnrolment,
  findTotpEnrolment,
  type TotpEnrolmentRow,
} from '../stores/totp-enrolment.store.js';
import type { DirectoryUser } from '../user-directory.port.js';
import { authenticatorUri } from './authenticator-uri.js';
import { makeRecoveryCodes } from './recovery-codes.js';
import type { SecondFactorDependencies } from './second-factor-dependencies.js';
import { secondFactorRules } from './second-factor-rules.js';
import { openTotpKey, sealTotpKey } from './totp-keys.js';

/** Time to scan a code and type another one. */
const LIFETIME_SECONDS = 600;

/** Keys that are being set up: sealed from the start, and worth nothing until a code of theirs was typed. */
export class TotpEnrolments {
  constructor(private readonly dependencies: SecondFactorDependencies) {}

  async begin(user: DirectoryUser, { browserHash, mayReplace }: EnrolmentBrowser): Promise<TotpEnrolment> {
    const { sql, encryption, instances } = this.dependencies;
    const { moduleId, pid } = user;
    const keyId = randomId();
    const sealedKey = sealTotpKey(encryption, { moduleId, pid, keyId }, randomNonce(TOTP_KEY_BYTES));
    const lifetimeSeconds = LIFETIME_SECONDS;
    await beginTotpEnrolment(sql, { pid, browserHash, keyId, sealedKey, lifetimeSeconds, mayReplace });
    const row = await findTotpEnrolment(sql, { pid, browserHash });
    if (row === undefined) throw new Error('An enrolment that has just begun is not there');
    const issuer = secondFactorRules(instances, moduleId).secondFactor.totpIssuerName;
    const key = base32(this.keyOf(user, row));
    return { key, issuer, uri: authenticatorUri({ issuer, account: user.username, key }) };
  }

  async confirm(user: DirectoryUser, browserHash: string, typed: string): Promise<EnrolmentOutcome> {
    const { sql, changes, recoveryKey } = this.dependencies;
    const { moduleId, pid } = user;
    const row = await findTotpEnrolment(sql, { pid, browserHash });
    if (row === undefined) return { kind: 'over' };
    const step = this.stepOf(user, row, typed);
    if (step === undefined) return { kind: 'wrong' };
    const recoveryCodes = await sql.transaction(async (transaction) => {
      if (!(await confirmTotpEnrolment(transaction, { pid, browserHash }, row.key_id, step))) return undefined;
      await changes.announce(transaction, userTopic(moduleId), [String(pid)]);
      return makeRecoveryCodes(transaction, recoveryKey, pid);
    });
    if (recoveryCodes === undefined) return { kind: 'over' };
    await changes.caughtUp();
    return { kind: 'enrolled', recoveryCodes };
  }

  private stepOf(user: DirectoryUser, row: TotpEnrolmentRow, typed: string): number | undefined {
    const code = readTotpCode(typed);
    if (code === undefined) return undefined;
    const { toleratedSteps: tolerated } = secondFactorRules(this.dependencies.instances, user.moduleId).secondFactor;
    return totpStepOf(this.keyOf(user, row), code, { step: totpStep(row.now), tolerated });
  }

  private keyOf({ moduleId, pid }: DirectoryUser, { key_id: keyId, sealed_key }: TotpEnrolmentRow): Buffer {
    return openTotpKey(this.dependencies.encryption, { moduleId, pid, keyId }, sealed_key);
  }
}
