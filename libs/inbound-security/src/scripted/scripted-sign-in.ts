import { sha256Base64Url } from '#protocol/hash';
import { networkOf } from '#protocol/network-of';
import { withSignIn } from '#protocol/user/sign-in-details';
import type { SignInScript, ScriptedSignInVerdict } from '#scripts/sign-in-script.port';
import { SharedPlaces } from '#slow-hashing/shared-places.port';
import type { AccountsInstance, AccountsInstances } from '../accounts/accounts-instance.js';
import { usernameKey, usernameProblem } from '../accounts/username-key.js';
import { originOf, rememberedOrigin } from '../attempts/attempt-origin.js';
import type { FullNetworks } from '../attempts/full-networks.js';
import type { RefusalPace } from '../attempts/refusal-pace.js';
import type { ExternalAccounts, ExternalArrival } from '../external-accounts.port.js';
import { mayBeAVerdict } from './may-be-a-verdict.js';
import { isPasswordLengthAccepted } from '../passwords/password-hash.js';
import type { DirectorySignInStore } from '../stores/directory-sign-in.store.js';
import type { SignInRow, SignInStore } from '../stores/sign-in.store.js';
import type { SignInAttempt, SignInOutcome } from '../user-authenticator.port.js';
import type { AuthenticatorOfKind } from '../user-authenticators.js';

/** What a sign-in by a script needs of its surroundings. */
export interface ScriptedSignInDependencies {
  readonly instances: AccountsInstances;
  readonly store: Pick<SignInStore, 'start'>;
  readonly counts: Pick<DirectorySignInStore, 'welcome' | 'giveBack' | 'shortenLock'>;
  readonly accounts: Pick<ExternalAccounts, 'arrive'>;
  readonly script: SignInScript;
  readonly networks: FullNetworks;
  readonly pace: RefusalPace;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** For what went wrong without concern to the person. */
  readonly warn: (message: string) => void;
}

/** One attempt at a module whose script knows the passwords. */
interface Scripted {
  readonly instance: AccountsInstance;
  readonly attempt: SignInAttempt;
  readonly row: SignInRow;
}

/** Attempts under way in this process; more are told to come back (F-35). */
const MOST_UNDER_WAY = 50;
const RETRY_AFTER_SECONDS = 2;
const LONGEST_MESSAGE = 300;

/**
 * Has user names and passwords judged by the script of a scripted inbound module. Attempts count before the script is asked, and it is not asked about
 * whoever is locked out (V-52, V-54); the account is found by the name that the script gives, and its state here goes before what the script says (V-28).
 */
export class ScriptedSignIn implements AuthenticatorOfKind {
  private readonly places = new SharedPlaces(MOST_UNDER_WAY);

  constructor(private readonly dependencies: ScriptedSignInDependencies) {}

  has(moduleId: string): boolean {
    return this.dependencies.instances.get(moduleId)?.passwordsAt === 'script';
  }

  /** A script that fails lets nobody in: `unavailable`. Where it was asked, it counts as a failure. */
  async authenticate(moduleId: string, attempt: SignInAttempt): Promise<SignInOutcome> {
    const instance = this.dependencies.instances.get(moduleId);
    if (instance === undefined)
      return { kind: 'unavailable', cause: new Error(`There is no scripted inbound module ${moduleId}`) };
    // What is too long is refused before anything costs (V-61).
    if (!isPasswordLengthAccepted(attempt.password)) return { kind: 'refused', reason: 'unusable-password' };
    const leave = this.places.tryEnter(networkOf(attempt.remoteAddress));
    if (leave === undefined) return { kind: 'busy', retryAfterSeconds: RETRY_AFTER_SECONDS };
    try {
      return await this.evenly(() => this.judge(instance, attempt));
    } catch (cause) {
      return { kind: 'unavailable', cause };
    } finally {
      leave();
    }
  }

  /** Refusals take as long as others, whether the script was asked or not (V-56). */
  private async evenly(judge: () => Promise<SignInOutcome>): Promise<SignInOutcome> {
    const started = performance.now();
    const outcome = await judge();
    if (outcome.kind !== 'refused' && outcome.kind !== 'locked') return outcome;
    const taken = performance.now() - started;
    if (outcome.kind === 'refused' && outcome.reason === 'wrong-password') this.dependencies.pace.learn(taken);
    await this.dependencies.wait(this.dependencies.pace.rest(taken));
    return outcome;
  }

  private async judge(instance: AccountsInstance, attempt: SignInAttempt): Promise<SignInOutcome> {
    const { networks } = this.dependencies;
    const row = await this.start(instance, attempt);
    if (row.network_seconds !== null) return networks.busy(instance.moduleId, attempt, row.network_seconds);
    const refusal = refusalOf(row);
    if (refusal !== undefined) return refusal;
    if (usernameProblem(attempt.username) !== undefined) return { kind: 'refused', reason: 'unknown-user' };
    const scripted = { instance, attempt, row };
    const verdict = await this.asked(scripted);
    return verdict.kind === 'failure' ? refused(verdict) : this.welcome(scripted, verdict);
  }

  private start({ moduleId, options }: AccountsInstance, attempt: SignInAttempt): Promise<SignInRow> {
    const { username } = attempt;
    const { maxFailedLogins: maxFailures, firstLockSeconds: lockSeconds } = options.lockout;
    const key = usernameProblem(username) === undefined ? usernameKey(username, options.usernameCaseSensitive) : '';
    return this.dependencies.store.start({
      ...{ moduleId, usernameKey: key, maxFailures, lockSeconds, network: networkBound(options, attempt) },
      nameSubject: `name:${sha256Base64Url(key === '' ? username : key)}`,
      deviceHash: originOf(attempt).presented,
    });
  }

  /** @throws ScriptFailure */
  private async asked(scripted: Scripted): Promise<ScriptedSignInVerdict> {
    const { instance, attempt } = scripted;
    const { moduleId, signInScript: script } = instance;
    if (script === undefined) throw new Error(`${moduleId} has no script`);
    const { username, password, remoteAddress, request, flow } = attempt;
    try {
      return await this.dependencies.script.authenticate({
        ...{ script, username, password, remoteAddress, headers: request?.headers ?? {} },
        occasion: { ...flow, username, remoteAddress },
      });
    } catch (cause) {
      await this.settle(scripted, cause).catch((error: unknown) =>
        this.dependencies.warn(
          `An attempt at ${moduleId} counts as a failure whose lock may be long: ${String(error)}`,
        ),
      );
      throw cause;
    }
  }

  /**
   * What may have been a verdict stays counted, for name and network; but since it may also be that a service is down, which is nobody's guess, no lock by it
   * is longer than a first one (F-23). What was none is given back (F-22).
   */
  private async settle({ instance, attempt, row }: Scripted, cause: unknown): Promise<void> {
    const { moduleId, options } = instance;
    const { maxFailedLogins, firstLockSeconds } = options.lockout;
    const { counts } = this.dependencies;
    if (!mayBeAVerdict(cause)) {
      const counted = { subjects: [row.subject_key], network: countedNetwork(options, attempt, row) };
      return counts.giveBack(moduleId, counted, maxFailedLogins);
    }
    const isLongLock = maxFailedLogins > 0 && (row.failures ?? 0) > maxFailedLogins;
    if (isLongLock) await counts.shortenLock(moduleId, row.subject_key, firstLockSeconds);
  }

  private async welcome(
    { instance, attempt, row }: Scripted,
    {
      username,
      familyName,
      givenName,
      email,
      details: said,
      runId,
    }: Extract<ScriptedSignInVerdict, { kind: 'success' }>,
  ): Promise<SignInOutcome> {
    const { moduleId, options } = instance;
    const subject = usernameKey(username, options.usernameCaseSensitive);
    const who = { moduleId, source: 'script', issuer: '', subject, claimsUntaken: true };
    const arrival = await this.dependencies.accounts.arrive({ ...who, familyName, givenName, email }, [username]);
    if (arrival.kind === 'refused') return notArrived(arrival);
    const remembered = rememberedOrigin(attempt);
    await this.dependencies.counts.welcome({
      ...{ moduleId, pid: arrival.user.pid, subjects: [row.subject_key] },
      network: countedNetwork(options, attempt, row),
      previousDeviceHash: originOf(attempt).replaced,
      deviceHash: remembered.hash,
    });
    const { cookie } = remembered;
    const deviceCookie = cookie === undefined ? {} : { deviceCookie: cookie };
    const run = runId === undefined ? {} : { runId };
    const user = withSignIn(arrival.user, said);
    return { kind: 'authenticated', user, method: 'pwd', said, ...deviceCookie, ...run };
  }
}

function networkBound({ lockout }: AccountsInstance['options'], { remoteAddress }: SignInAttempt) {
  return { name: networkOf(remoteAddress), mostFailures: lockout.maxFailedLoginsPerNetwork };
}

/** Attempts at known devices do not count for their network. */
function countedNetwork(options: AccountsInstance['options'], attempt: SignInAttempt, row: SignInRow) {
  const network = networkBound(options, attempt);
  return row.subject_key.startsWith('device:') ? { ...network, mostFailures: 0 } : network;
}

function refusalOf(row: SignInRow): SignInOutcome | undefined {
  if (row.account_locked === true) return { kind: 'locked' };
  if (row.failures === null) {
    const until = row.locked_until === null ? {} : { until: row.locked_until };
    return { kind: 'locked', ...until, ...(row.pid === null && { isUnknown: true }) };
  }
  const isShut = row.account_disabled === true || row.is_system_user === true;
  return isShut ? { kind: 'refused', reason: 'disabled' } : undefined;
}

function refused(verdict: Extract<ScriptedSignInVerdict, { kind: 'failure' }>): SignInOutcome {
  const message = verdict.message.slice(0, LONGEST_MESSAGE);
  const reason = verdict.unknownUsername ? 'unknown-user' : verdict.incorrectPassword ? 'wrong-password' : 'script';
  const { runId } = verdict;
  return { kind: 'refused', reason, ...(message !== '' && { message }), ...(runId !== undefined && { runId }) };
}

function notArrived({ reason }: Extract<ExternalArrival, { kind: 'refused' }>): SignInOutcome {
  return reason === 'locked' ? { kind: 'locked' } : { kind: 'refused', reason };
}
