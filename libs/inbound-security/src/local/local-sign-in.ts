import { isSecretReference } from '#protocol/administration/secret-reference';
import { sha256Base64Url } from '#protocol/hash';
import { networkOf } from '#protocol/network-of';
import { isToldAsRefusal } from '#protocol/user/authentication-outcome';
import type { HashQueue, HashSlot } from '#slow-hashing/slow-hashing.port';
import type { SignInRow, SignInStore } from '../stores/sign-in.store.js';
import { directoryUser } from '../stores/user-row.js';
import type { SignInAttempt, SignInOutcome } from '../user-authenticator.port.js';
import type { DirectoryUser } from '../user-directory.port.js';
import { originOf, rememberedOrigin } from '../attempts/attempt-origin.js';
import type { EvenRefusals } from './even-refusals.js';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import type { FullNetworks } from '../attempts/full-networks.js';
import {
  isPasswordLengthAccepted,
  mostBcryptRounds,
  readPasswordHash,
  type ReadPasswordHash,
} from '../passwords/password-hash.js';
import { hashPassword, pretendToVerify, verifyPassword } from '../passwords/password-hasher.js';
import { usernameKey, usernameProblem } from '../accounts/username-key.js';
import type { LocalAttempt, ProvenAccount, VouchedSignIn } from './vouched-sign-in.js';

/** What a sign-in needs of its surroundings. */
export interface LocalSignInDependencies {
  readonly queue: HashQueue;
  readonly store: Pick<SignInStore, 'start' | 'succeed' | 'rehash'>;
  /** Makes an account for a name that nobody has (create_unknown_users); false where that cannot be. */
  readonly createUnknown: (
    instance: AccountsInstance,
    attempt: Pick<SignInAttempt, 'username' | 'password'>,
    slot: HashSlot,
  ) => Promise<boolean>;
  /** Locks an account for good (lockout.permanent). */
  readonly lockForGood: (instance: AccountsInstance, pid: number) => Promise<void>;
  /** Asks about those whose password was right. */
  readonly vouched: Pick<VouchedSignIn, 'isNeeded' | 'outcome'>;
  readonly even: Pick<EvenRefusals, 'end'>;
  readonly networks: Pick<FullNetworks, 'busy'>;
  /** For what went wrong without concern to the person. */
  readonly warn: (message: string) => void;
}

/** An outcome, and the row by which it was found; none where the database was not asked. */
interface Judged {
  readonly outcome: SignInOutcome;
  readonly row?: SignInRow;
  /** A script was asked about them. */
  readonly wasAsked?: true;
}

/** A right password that is not enough: a script has its say yet. */
interface Proven {
  readonly proven: ProvenAccount;
}

/** After a full queue the oldest of 50 attempts of 30 ms each is done in about this time. */
const RETRY_AFTER_SECONDS = 2;

/**
 * Checks one user name and password against the accounts of a local inbound module. The order matters: the length is looked at before anything
 * costs (V-61), a place in the queue is taken before the database is asked (F-35), the attempt is counted and committed before the
 * password is compared (V-52, V-53), a callback script is asked before failures are forgotten, and every refusal costs one hash, and takes as long as the
 * slowest (V-56).
 */
export class LocalSignIn {
  constructor(private readonly dependencies: LocalSignInDependencies) {}

  /** Never throws: what goes wrong here is `unavailable`. */
  async attempt(instance: AccountsInstance, attempt: SignInAttempt): Promise<SignInOutcome> {
    if (!isPasswordLengthAccepted(attempt.password)) return { kind: 'refused', reason: 'unusable-password' };
    const slot = this.dependencies.queue.tryEnter(networkOf(attempt.remoteAddress));
    if (slot === undefined) return { kind: 'busy', retryAfterSeconds: RETRY_AFTER_SECONDS };
    const started = performance.now();
    const inSlot = await this.inSlot(slot, () => this.judge(instance, attempt, slot));
    // Without the place in the queue: who waits here costs nothing.
    const judged = 'proven' in inSlot ? await this.vouched({ instance, attempt }, inSlot.proven) : inSlot;
    await this.evenOut(instance, judged, started);
    return judged.outcome;
  }

  private async inSlot(slot: HashSlot, judge: () => Promise<Judged | Proven>): Promise<Judged | Proven> {
    try {
      return await judge();
    } catch (cause) {
      return { outcome: { kind: 'unavailable', cause } };
    } finally {
      slot.leave();
    }
  }

  private async vouched(at: LocalAttempt, proven: ProvenAccount): Promise<Judged> {
    const { instance, attempt } = at;
    const { row } = proven;
    try {
      const outcome = await this.dependencies.vouched.outcome(at, proven, () =>
        this.welcome(instance, attempt, proven),
      );
      if (outcome.kind === 'refused' && outcome.reason === 'wrong-password') await this.lockIfDue(instance, proven);
      return { outcome, row, wasAsked: true };
    } catch (cause) {
      return { outcome: { kind: 'unavailable', cause }, row };
    }
  }

  private async evenOut(
    instance: AccountsInstance,
    { outcome, row, wasAsked }: Judged,
    started: number,
  ): Promise<void> {
    if (row === undefined || outcome.kind === 'authenticated' || !isToldAsRefusal(outcome)) return;
    const isCompared = outcome.kind === 'refused' && outcome.reason === 'wrong-password';
    const wasForeign = isCompared && readable(instance, row.password_hash ?? '')?.outdated === true;
    const taken = performance.now() - started;
    const { moduleId } = instance;
    const asks = { asksScript: this.dependencies.vouched.isNeeded(instance), wasAsked: wasAsked === true };
    await this.dependencies.even.end({ moduleId, taken, foreignHashes: row.foreign_hashes, wasForeign, ...asks });
  }

  private async judge(instance: AccountsInstance, attempt: SignInAttempt, slot: HashSlot): Promise<Judged | Proven> {
    const row = await this.start(instance, attempt);
    if (row.network_seconds !== null)
      return { outcome: this.dependencies.networks.busy(instance.moduleId, attempt, row.network_seconds) };
    const { passwordHash, refusal } = verdictBeforePassword(row);
    if (refusal !== undefined) {
      if (await this.isCreated(instance, attempt, refusal, slot)) return this.judge(instance, attempt, slot);
      await pretendToVerify(slot, attempt.password);
      return { outcome: refusal, row };
    }
    const candidate = { pid: Number(row.pid), passwordHash, row };
    if (await this.isRight(instance, candidate, attempt.password, slot)) {
      const renew = () => this.renewed(instance, candidate, attempt.password, slot);
      if (this.dependencies.vouched.isNeeded(instance))
        return { proven: { ...candidate, passwordHash: await renew() } };
      const outcome = await this.welcome(instance, attempt, candidate);
      if (outcome.kind === 'authenticated') await renew();
      return { outcome, row };
    }
    await this.lockIfDue(instance, candidate);
    return { outcome: { kind: 'refused', reason: 'wrong-password' }, row };
  }

  private async isCreated(
    instance: AccountsInstance,
    attempt: SignInAttempt,
    refusal: SignInOutcome,
    slot: HashSlot,
  ): Promise<boolean> {
    const isUnknown = refusal.kind === 'refused' && refusal.reason === 'unknown-user';
    return isUnknown && instance.options.createsUnknownUsers
      ? this.dependencies.createUnknown(instance, attempt, slot)
      : false;
  }

  private start({ moduleId, options }: AccountsInstance, attempt: SignInAttempt): Promise<SignInRow> {
    const { username } = attempt;
    // No account has an impossible name; its failures count like those of any other unknown name.
    const key = usernameProblem(username) === undefined ? usernameKey(username, options.usernameCaseSensitive) : '';
    return this.dependencies.store.start({
      moduleId,
      usernameKey: key,
      nameSubject: `name:${sha256Base64Url(key === '' ? username : key)}`,
      deviceHash: originOf(attempt).presented,
      mostBcryptRounds: mostBcryptRounds(options.passwordEncoding),
      maxFailures: options.lockout.maxFailedLogins,
      lockSeconds: options.lockout.firstLockSeconds,
      network: { name: networkOf(attempt.remoteAddress), mostFailures: options.lockout.maxFailedLoginsPerNetwork },
    });
  }

  private isRight(
    instance: AccountsInstance,
    candidate: ProvenAccount,
    password: string,
    slot: HashSlot,
  ): Promise<boolean> {
    if (readable(instance, candidate.passwordHash) !== undefined)
      return verifyPassword(slot, candidate.passwordHash, password);
    this.warnOfUnreadable(candidate);
    return pretendToVerify(slot, password);
  }

  private async welcome(
    instance: AccountsInstance,
    attempt: SignInAttempt,
    { pid, passwordHash, row }: ProvenAccount,
  ): Promise<SignInOutcome> {
    const { nodeId, moduleId, options } = instance;
    const remembered = rememberedOrigin(attempt);
    const user = await this.dependencies.store.succeed({
      moduleId,
      pid,
      passwordHash,
      subjectKey: row.subject_key,
      previousDeviceHash: originOf(attempt).replaced,
      deviceHash: remembered.hash,
      network: { name: networkOf(attempt.remoteAddress), mostFailures: options.lockout.maxFailedLoginsPerNetwork },
    });
    // Locked, disabled or given another password while the hash was computed.
    if (user === undefined) return { kind: 'refused', reason: 'disabled' };
    return authenticated(directoryUser(user, nodeId), remembered.cookie);
  }

  /**
   * Replaces an imported or outdated hash while the password is at hand (ruling 64). A failure costs nothing but the next try.
   * @returns the hash that the account has now
   */
  private async renewed(
    instance: AccountsInstance,
    { pid, passwordHash }: ProvenAccount,
    password: string,
    slot: HashSlot,
  ): Promise<string> {
    if (readable(instance, passwordHash)?.outdated !== true) return passwordHash;
    try {
      const renewed = await hashPassword(slot, password);
      return (await this.dependencies.store.rehash(pid, passwordHash, renewed)) ? renewed : passwordHash;
    } catch (error) {
      this.dependencies.warn(`The password hash of user ${String(pid)} could not be renewed: ${String(error)}`);
      return passwordHash;
    }
  }

  /** Nobody signs in by it, so somebody must be told; it is not checked, whatever it would cost (F-35). */
  private warnOfUnreadable({ pid, passwordHash }: ProvenAccount): void {
    if (isSecretReference(passwordHash)) return;
    this.dependencies.warn(
      `The password hash of user ${String(pid)} is of an unknown scheme or takes too long to check: set a new password.`,
    );
  }

  /** Only failures from anywhere lock an account for good; a device of the owner's own merely has to wait. */
  private async lockIfDue(instance: AccountsInstance, { pid, row }: ProvenAccount): Promise<void> {
    const { lockoutPermanent, lockout } = instance.options;
    const reached = lockout.maxFailedLogins > 0 && (row.failures ?? 0) >= lockout.maxFailedLogins;
    if (lockoutPermanent && reached && row.subject_key.startsWith('user:'))
      await this.dependencies.lockForGood(instance, pid);
  }
}

/** Undefined for what is not compared, since it is of no known kind or would cost more than the operator wants. */
function readable({ options }: AccountsInstance, passwordHash: string): ReadPasswordHash | undefined {
  return readPasswordHash(passwordHash, mostBcryptRounds(options.passwordEncoding));
}

/** Either the hash to compare with, or the outcome that needs no comparison. */
type Verdict =
  | { readonly passwordHash: string; readonly refusal?: never }
  | { readonly passwordHash?: never; readonly refusal: SignInOutcome };

function verdictBeforePassword(row: SignInRow): Verdict {
  if (row.failures === null || row.account_locked === true) return { refusal: lockOf(row) };
  if (row.pid === null) return { refusal: { kind: 'refused', reason: 'unknown-user' } };
  if (row.account_disabled === true) return { refusal: { kind: 'refused', reason: 'disabled' } };
  // A system user such as ANONYMOUS stands for requests without a person; nobody signs in as it.
  if (row.password_hash === null || row.is_system_user === true)
    return { refusal: { kind: 'refused', reason: 'no-password' } };
  return { passwordHash: row.password_hash };
}

function lockOf({ pid, account_locked, locked_until }: SignInRow): SignInOutcome {
  const until = account_locked === true || locked_until === null ? {} : { until: locked_until };
  return { kind: 'locked', ...until, ...(pid === null && { isUnknown: true }) };
}

function authenticated(user: DirectoryUser, deviceCookie: string | undefined): SignInOutcome {
  return { kind: 'authenticated', user, method: 'pwd', ...(deviceCookie !== undefined && { deviceCookie }) };
}
