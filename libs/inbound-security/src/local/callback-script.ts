import type { Clock } from '#protocol/clock';
import { describedBySignIn, type SignInDetails } from '#protocol/user/sign-in-details';
import type { AuthenticationScript } from '#scripts/authentication-script.port';
import type { ConfiguredScript } from '#scripts/configured-script.port';
import type { SignInAttempt, SignInOutcome } from '../user-authenticator.port.js';
import type { AuthenticatorOfKind } from '../user-authenticators.js';
import type { DirectoryUser } from '../user-directory.port.js';
import { callbackScriptOf } from '../callback-script-of.js';
import type { AccountsInstances } from '../accounts/accounts-instance.js';

/** What asking a callback script needs of its surroundings. */
export interface CallbackScriptDependencies {
  readonly instances: AccountsInstances;
  readonly authenticator: AuthenticatorOfKind;
  readonly script: AuthenticationScript;
  readonly clock: Clock;
  /** Somebody without what an earlier sign-in said, which ends with this one. */
  readonly accountAlone: (user: DirectoryUser) => Promise<DirectoryUser>;
  /** Keeps what the script added until the next sign-in. */
  readonly keep: (user: DirectoryUser, added: SignInDetails) => Promise<void>;
  /** For what went wrong without concern to the person. */
  readonly warn: (message: string) => void;
}

/** Where a proof came from. */
export type ProofOrigin = Pick<SignInAttempt, 'remoteAddress' | 'request' | 'flow'>;

/** What a callback script said: the person with what it added, or why not, for the audit record. */
export type AskedScript =
  { readonly kind: 'agreed'; readonly user: DirectoryUser } | { readonly kind: 'refused'; readonly message: string };

/** Has the callback script of a local module, where there is one, say what it thinks of people whose password or passkey was right. */
export class CallbackScript implements AuthenticatorOfKind {
  constructor(private readonly dependencies: CallbackScriptDependencies) {}

  has(moduleId: string): boolean {
    return this.dependencies.authenticator.has(moduleId);
  }

  /** A script that fails lets nobody in: `unavailable` (ruling 53). */
  async authenticate(moduleId: string, attempt: SignInAttempt): Promise<SignInOutcome> {
    const outcome = await this.dependencies.authenticator.authenticate(moduleId, attempt);
    if (outcome.kind !== 'authenticated') return outcome;
    try {
      const asked = await this.ask(outcome.user, attempt);
      if (asked.kind === 'refused') return { ...asked, reason: 'script' };
      return asked.user === outcome.user ? outcome : { ...outcome, user: asked.user };
    } catch (cause) {
      return { kind: 'unavailable', cause };
    }
  }

  /**
   * Asks the script of the person's module about them.
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
    const { script: engine, clock, accountAlone, keep, warn } = this.dependencies;
    const person = await accountAlone(user);
    const context = { nodeId, moduleId, startTime: clock.now(), remoteAddress, ...request };
    const occasion = { ...flow, username, remoteAddress };
    const verdict = await engine.onAuthenticateSuccess({ script, occasion, person, context });
    if (verdict.kind === 'failure') {
      const message = verdict.message.slice(0, 300);
      warn(`${moduleId}: the callback script refuses somebody: ${message}`);
      return { kind: 'refused', message };
    }
    await keep(user, verdict.added);
    return { kind: 'agreed', user: { ...person, ...describedBySignIn(person, verdict.added) } };
  }
}
