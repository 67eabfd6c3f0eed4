import type { Clock } from '#protocol/clock';
import { withSignIn, type SignInDetails } from '#protocol/user/sign-in-details';
import type { AuthenticationScript } from '#scripts/authentication-script.port';
import type { ConfiguredScript } from '#scripts/configured-script.port';
import type { AccountsInstances } from '../accounts/accounts-instance.js';
import { scriptRefusal, type ScriptRefusal } from '../attempts/script-refusal.js';
import { callbackScriptOf, type ModuleWithCallback } from '../callback-script-of.js';
import type { SignInAttempt } from '../user-authenticator.port.js';
import type { DirectoryUser } from '../user-directory.port.js';

/** What asking a callback script needs of its surroundings. */
export interface CallbackScriptDependencies {
  readonly instances: AccountsInstances;
  readonly script: AuthenticationScript;
  readonly clock: Clock;
  /** Somebody without what an earlier sign-in said, which ends with this one. */
  readonly accountAlone: (user: DirectoryUser) => Promise<DirectoryUser>;
  /** For what went wrong without concern to the person. */
  readonly warn: (message: string) => void;
}

/** Where a proof came from. */
export type ProofOrigin = Pick<SignInAttempt, 'remoteAddress' | 'request' | 'flow'>;

/** What a callback script said: the person with what it added, which counts as soon as the sign-in is complete, or why not. */
export type AskedScript =
  | {
      readonly kind: 'agreed';
      readonly user: DirectoryUser;
      readonly said?: SignInDetails;
      /** Of the record of the run. */
      readonly runId?: string;
    }
  | ScriptRefusal;

/** Has the callback script of a local module, where there is one, say what it thinks of people whose password or passkey was right. */
export class CallbackScript {
  constructor(private readonly dependencies: CallbackScriptDependencies) {}

  /** Whether a module has one. */
  isIn(module: ModuleWithCallback): boolean {
    return callbackScriptOf(module) !== undefined;
  }

  /**
   * Asks the script of the person's module about them; nothing is kept.
   * @returns the person with what it added, the same where there is none
   * @throws ScriptFailure — nobody is let in
   */
  async ask(user: DirectoryUser, origin: ProofOrigin): Promise<AskedScript> {
    const instance = this.dependencies.instances.get(user.moduleId);
    const script = instance && callbackScriptOf(instance);
    return script === undefined ? { kind: 'agreed', user } : this.asked(script, user, origin);
  }

  private async asked(
    script: ConfiguredScript,
    user: DirectoryUser,
    { remoteAddress, request, flow }: ProofOrigin,
  ): Promise<AskedScript> {
    const { nodeId, moduleId, username } = user;
    const { script: engine, clock, accountAlone, warn } = this.dependencies;
    const person = await accountAlone(user);
    const context = { nodeId, moduleId, startTime: clock.now(), remoteAddress, ...request };
    const occasion = { ...flow, username, remoteAddress };
    const verdict = await engine.onAuthenticateSuccess({ script, occasion, person, context });
    if (verdict.kind === 'failure') {
      const refusal = scriptRefusal(verdict);
      warn(`${moduleId}: the callback script refuses somebody: ${refusal.message}`);
      return refusal;
    }
    const { added, runId } = verdict;
    return { kind: 'agreed', user: withSignIn(person, added), said: added, ...(runId !== undefined && { runId }) };
  }
}
