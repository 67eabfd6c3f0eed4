import { networkOf } from '#protocol/network-of';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { unvouched } from '../attempts/unvouched.js';
import type { DirectorySignInStore } from '../stores/directory-sign-in.store.js';
import type { SignInRow, SignInStore } from '../stores/sign-in.store.js';
import { directoryUser } from '../stores/user-row.js';
import type { SignInAttempt, SignInOutcome } from '../user-authenticator.port.js';
import type { AskedScript, CallbackScript } from './callback-script.js';

/** What asking about somebody before they are in needs of its surroundings. */
export interface VouchedSignInDependencies {
  readonly store: Pick<SignInStore, 'proven'>;
  readonly counts: Pick<DirectorySignInStore, 'giveBack'>;
  readonly script: Pick<CallbackScript, 'isIn' | 'ask'>;
  /** For what went wrong without concern to the person. */
  readonly warn: (message: string) => void;
}

/** An account whose password was right. */
export interface ProvenAccount {
  readonly pid: number;
  /** As it is now. */
  readonly passwordHash: string;
  readonly row: SignInRow;
}

/** One attempt at a module. */
export interface LocalAttempt {
  readonly instance: AccountsInstance;
  readonly attempt: SignInAttempt;
}

/**
 * What follows a right password where a callback script has its say. The failures before it are forgotten when the script has agreed, and not before (V-53);
 * this attempt counts as a failure only where the script says that the password is wrong.
 */
export class VouchedSignIn {
  constructor(private readonly dependencies: VouchedSignInDependencies) {}

  /** Whether a script is asked about people of the module. */
  isNeeded(instance: AccountsInstance): boolean {
    return this.dependencies.script.isIn(instance);
  }

  /**
   * A script that fails lets nobody in: `unavailable` (ruling 53).
   * @param welcome ends the attempt well
   */
  async outcome(
    { instance, attempt }: LocalAttempt,
    proven: ProvenAccount,
    welcome: () => Promise<SignInOutcome>,
  ): Promise<SignInOutcome> {
    const row = await this.dependencies.store.proven(instance.moduleId, proven.pid, proven.passwordHash);
    // Locked, disabled or given another password meanwhile.
    if (row === undefined) return { kind: 'refused', reason: 'disabled' };
    const asked = await this.asked(directoryUser(row, instance.nodeId), attempt);
    if (asked.kind === 'unavailable' || (asked.kind === 'refused' && asked.reason !== 'wrong-password'))
      await this.giveBack({ instance, attempt }, proven.row);
    if (asked.kind !== 'agreed') return asked;
    const outcome = await welcome();
    if (outcome.kind !== 'authenticated') return outcome;
    const { user, said, runId } = asked;
    return { ...outcome, user, ...(said && { said }), ...(runId !== undefined && { runId }) };
  }

  private async asked(
    user: Parameters<CallbackScript['ask']>[0],
    attempt: SignInAttempt,
  ): Promise<AskedScript | Extract<SignInOutcome, { readonly kind: 'unavailable' }>> {
    try {
      return await this.dependencies.script.ask(user, attempt);
    } catch (cause) {
      return unvouched(cause);
    }
  }

  /** A database that fails as well leaves the count as it is, which is the safer side. */
  private async giveBack(
    { instance: { moduleId, options }, attempt }: LocalAttempt,
    { subject_key: subject }: SignInRow,
  ): Promise<void> {
    const { maxFailedLogins, maxFailedLoginsPerNetwork } = options.lockout;
    // Attempts at known devices do not count for their network.
    const mostFailures = subject.startsWith('device:') ? 0 : maxFailedLoginsPerNetwork;
    const network = { name: networkOf(attempt.remoteAddress), mostFailures };
    await this.dependencies.counts
      .giveBack(moduleId, { subjects: [subject], network }, maxFailedLogins)
      .catch((error: unknown) =>
        this.dependencies.warn(`An attempt with the right password stays counted: ${String(error)}`),
      );
  }
}
