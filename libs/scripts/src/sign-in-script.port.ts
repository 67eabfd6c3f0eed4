import type { SignInDetails } from '#protocol/user/sign-in-details';
import type { ConfiguredScript, ScriptOccasion } from './configured-script.port.js';

/** A user name and a password, and the script that knows whether they belong together (reference 8.5): `theRequest`. */
export interface ScriptedSignInCall {
  readonly script: ConfiguredScript;
  readonly occasion?: ScriptOccasion;
  readonly username: string;
  readonly password: string;
  readonly remoteAddress: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the script decided. */
export type ScriptedSignInVerdict =
  | {
      readonly kind: 'success';
      readonly username: string;
      readonly familyName: string;
      readonly givenName: string;
      readonly email: string;
      readonly details: SignInDetails;
      /** Of the record that has the log of the run; absent where there is none. */
      readonly runId?: string;
    }
  | {
      readonly kind: 'failure';
      readonly message: string;
      readonly incorrectPassword: boolean;
      readonly unknownUsername: boolean;
      readonly runId?: string;
    };

/** The script of a scripted inbound module. */
export interface SignInScript {
  /**
   * `authenticate(theRequest, theOutcomeFactory)`.
   * @throws ScriptFailure — it failed, or there is no such function: nobody signs in
   */
  authenticate(call: ScriptedSignInCall): Promise<ScriptedSignInVerdict>;
}

/** DI token of {@link SignInScript}. */
export const SIGN_IN_SCRIPT = Symbol('SignInScript');
