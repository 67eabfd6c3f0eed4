import type { Authority } from '#protocol/user/authority';
import type { LaunchContextEntry } from '#protocol/user/user-session';
import type { ConfiguredScript, ScriptOccasion } from './configured-script.port.js';

/** What somebody typed who makes an account, without the password: `theInputUser`. */
export interface RegisteringUser {
  readonly username: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
}

/** What the account is to be: `theOutputUser`. */
export interface RegisteredUser {
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  readonly authorities: readonly Authority[];
  readonly notes: string;
  readonly defaultLaunchContexts?: readonly LaunchContextEntry[];
  readonly fhirUserUrl?: string;
}

/** A registration, and the script that decides upon it. */
export interface RegistrationCall {
  readonly script: ConfiguredScript;
  readonly occasion?: ScriptOccasion;
  readonly input: RegisteringUser;
  /** As the account would be without the script. */
  readonly output: RegisteredUser;
}

/** The script of self registration (property `user_self_registration.create_script`). */
export interface RegistrationScript {
  /**
   * `onUserSelfRegistrationRequest`; a script without the function changes nothing.
   * @throws ScriptFailure — nobody is registered
   */
  onUserSelfRegistrationRequest(call: RegistrationCall): Promise<RegisteredUser>;
}

/** DI token of {@link RegistrationScript}. */
export const REGISTRATION_SCRIPT = Symbol('RegistrationScript');
