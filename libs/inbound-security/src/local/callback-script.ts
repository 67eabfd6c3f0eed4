import type { Clock } from '#protocol/clock';
import { describedBySignIn, type SignInDetails } from '#protocol/user/sign-in-details';
import type { AuthenticationScript } from '#scripts/authentication-script.port';
import type { ConfiguredScript } from '#scripts/configured-script.port';
import { configuredScript, scriptSettings } from '#scripts/script-properties.port';
import type { SignInAttempt, SignInOutcome } from '../user-authenticator.port.js';
import type { AuthenticatorOfKind } from '../user-authenticators.js';
import type { DirectoryUser } from '../user-directory.port.js';
import type { AccountsInstances } from '../accounts/accounts-instance.js';

/** What asking a callback script needs of its surroundings. */
export interface CallbackScriptDependencies {
  readonly instances: AccountsInstances;
  readonly authenticator: AuthenticatorOfKind;
  readonly script: AuthenticationScript;
  readonly clock: Clock;
  /** Keeps what the script added until the next sign-in. */
  readonly keep: (user: DirectoryUser, added: SignInDetails) => Promise<void>;
  /** For what went wrong without concern to the person. */
  readonly warn: (message: string) => void;
}

/** Has the callback script of a local module, where there is one, say what it thinks of people whose password was right. */
export class CallbackScript implements AuthenticatorOfKind {
  constructor(private readonly dependencies: CallbackScriptDependencies) {}

  has(moduleId: string): boolean {
    return this.dependencies.authenticator.has(moduleId);
  }

  /** A script that fails lets nobody in: `unavailable` (ruling 53). */
  async authenticate(moduleId: string, attempt: SignInAttempt): Promise<SignInOutcome> {
    const outcome = await this.dependencies.authenticator.authenticate(moduleId, attempt);
    const script = this.scriptOf(moduleId);
    if (outcome.kind !== 'authenticated' || script === undefined) return outcome;
    try {
      const user = await this.asked(script, outcome.user, attempt);
      return user === undefined ? { kind: 'refused', reason: 'script' } : { ...outcome, user };
    } catch (cause) {
      return { kind: 'unavailable', cause };
    }
  }

  private scriptOf(moduleId: string): ConfiguredScript | undefined {
    const instance = this.dependencies.instances.get(moduleId);
    if (instance === undefined) return undefined;
    const { nodeId, options } = instance;
    return configuredScript(
      'callback_script',
      options.callbackScript,
      scriptSettings(options.scriptEngine, { nodeId, moduleId }),
    );
  }

  /** The person with what the script added; undefined where it refuses them. */
  private async asked(
    script: ConfiguredScript,
    user: DirectoryUser,
    { remoteAddress }: SignInAttempt,
  ): Promise<DirectoryUser | undefined> {
    const { nodeId, moduleId } = user;
    const { script: engine, clock, keep, warn } = this.dependencies;
    const context = { nodeId, moduleId, startTime: clock.now(), remoteAddress };
    const verdict = await engine.onAuthenticateSuccess({ script, person: user, context });
    if (verdict.kind === 'failure') {
      warn(`${moduleId}: the callback script refuses somebody: ${verdict.message.slice(0, 300)}`);
      return undefined;
    }
    await keep(user, verdict.added);
    return { ...user, ...describedBySignIn(user, verdict.added) };
  }
}
