import { networkOf } from '#protocol/network-of';
import type { BasicCredentials, BasicCredentialsCheck, CredentialsOutcome } from '../basic-credentials.port.js';
import { callbackScriptOf } from '../callback-script-of.js';
import { SharedWork } from '../shared-work.js';
import type { SecondFactors } from '../second-factor.port.js';
import type { SignInCompletion } from '../sign-in-completion.port.js';
import type { UserAuthenticator } from '../user-authenticator.port.js';
import type { DirectoryUser, UserDirectory } from '../user-directory.port.js';
import type { AccountsInstances } from '../accounts/accounts-instance.js';
import { isPasswordLengthAccepted } from '../passwords/password-hash.js';
import type { RememberedCredentials } from './remembered-credentials.js';

/** What checking credentials needs of its surroundings. */
export interface RecognisedCredentialsDependencies {
  readonly instances: AccountsInstances;
  readonly authenticator: UserAuthenticator;
  readonly directory: Pick<UserDirectory, 'usable' | 'usernameKey'>;
  readonly remembered: RememberedCredentials;
  readonly factors: Pick<SecondFactors, 'isPasswordEnough'>;
  readonly completion: SignInCompletion;
}

/**
 * Recognises credentials that were right a moment ago, and has all others judged as a sign-in (V-52 … V-56). What is recognised holds as long as
 * the account does: it is looked up each time, and a new password, a lock or a disablement has raised its security version (R-11, V-28). It ends with
 * the module's definition, which may ask for another group, or give its people less (ruling 49).
 */
export class RecognisedCredentials implements BasicCredentialsCheck {
  /** Programs start with many calls at once: the same credentials are judged once. */
  private readonly judging = new SharedWork<CredentialsOutcome>();

  constructor(private readonly dependencies: RecognisedCredentialsDependencies) {}

  async check(moduleId: string, credentials: BasicCredentials): Promise<CredentialsOutcome> {
    // What is too long is refused before anything costs (V-61).
    if (!isPasswordLengthAccepted(credentials.password)) return { kind: 'refused', reason: 'unusable-password' };
    const { username, password, remoteAddress } = credentials;
    // Of each network apart: what one of them is known for must not let in another, whose guesses have locked the account (V-54).
    const name = this.dependencies.remembered.nameOf(moduleId, networkOf(remoteAddress), username, password);
    try {
      const user = await this.recognised(moduleId, name);
      return user === undefined ? await this.judgedOnce(name, moduleId, credentials) : { kind: 'authenticated', user };
    } catch (cause) {
      return { kind: 'unavailable', cause };
    }
  }

  private async recognised(moduleId: string, name: string): Promise<DirectoryUser | undefined> {
    const { instances, remembered, directory } = this.dependencies;
    const definition = instances.get(moduleId);
    const known = definition && remembered.find(name, definition);
    if (known === undefined) return undefined;
    const user = await directory.usable(moduleId, known.pid);
    if (user?.securityVersion === known.securityVersion) return user;
    remembered.forget(name);
    return undefined;
  }

  private judgedOnce(name: string, moduleId: string, credentials: BasicCredentials): Promise<CredentialsOutcome> {
    return this.judging.do(name, () => this.judged(name, moduleId, credentials));
  }

  private async judged(name: string, moduleId: string, credentials: BasicCredentials): Promise<CredentialsOutcome> {
    const { instances, authenticator, directory, remembered, factors, completion } = this.dependencies;
    // A module that is started anew while this is judged has another one by then.
    const definition = instances.get(moduleId);
    const outcome = await authenticator.authenticate(moduleId, { ...credentials, fromProgram: true });
    const owner = JSON.stringify([moduleId, directory.usernameKey(moduleId, credentials.username)]);
    // Who guesses must not find out the right password by its being remembered, while the wrong ones have locked the account (V-54).
    if (outcome.kind === 'refused' || outcome.kind === 'locked') remembered.forgetAll(owner);
    if (outcome.kind !== 'authenticated') return outcome;
    // What is not enough is no sign-in: nothing of it counts, and nothing is remembered.
    if (!factors.isPasswordEnough(outcome.user)) return { kind: 'refused', reason: 'second-factor' };
    await completion.complete(outcome.user, outcome.said);
    // A callback script is asked each time: it may say something else by now.
    if (definition?.options.credentialsCache.isOn === true && callbackScriptOf(definition) === undefined) {
      remembered.remember(
        name,
        { ...outcome.user, owner, definition },
        definition.options.credentialsCache.milliseconds,
      );
    }
    return { kind: 'authenticated', user: outcome.user };
  }
}
