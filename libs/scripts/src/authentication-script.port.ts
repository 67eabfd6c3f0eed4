import type { SignInDetails } from '#protocol/user/sign-in-details';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type { ConfiguredScript, ScriptOccasion } from './configured-script.port.js';

/** Where and how a sign-in happened, as `theContext` of the script (product reference 9.3). */
export interface AuthenticationContext {
  readonly nodeId: string;
  readonly moduleId: string;
  readonly startTime: Date;
  readonly remoteAddress: string;
  /** `http` or `https`, as the person's browser spoke; absent where that is not known. */
  readonly remoteScheme?: string;
  /** Of the request that brought the proof, by lower-case name, without credentials and cookies. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the token or the userinfo document, where another server vouches for the person: `getClaim`, `getStringClaim`, `getStringArrayClaim`. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Scopes of the token; empty in federated sign-in, which comes before the approval. */
  readonly approvedScopes?: readonly string[];
}

/** A person who has proved who they are, and the script that is asked about them. */
export interface AuthenticationCall {
  /** Absent = none is configured. */
  readonly script?: ConfiguredScript;
  readonly occasion?: ScriptOccasion;
  /** `theOutcome`, as `newSuccess()` would make it for this person. */
  readonly person: Omit<UserSessionDetails, 'pid'>;
  readonly context: AuthenticationContext;
}

/** What a script says of a person otherwise than it was told; absent = the same. */
export interface SaidPerson {
  readonly username?: string;
  readonly familyName?: string;
  readonly givenName?: string;
  readonly email?: string;
}

/** What the script decided: what it adds to the person for as long as the sign-in counts, or why it refuses. */
export type AuthenticationVerdict =
  | {
      readonly kind: 'success';
      readonly added: SignInDetails;
      /**
       * For people whom another system vouches for: names that count when the account is made or kept up to date as well. Nobody becomes somebody else
       * by it: whose account it is stays what it was (V-75).
       */
      readonly said?: SaidPerson;
      /** Of the record that has the log of the run; absent where there is none. */
      readonly runId?: string;
    }
  | {
      readonly kind: 'failure';
      /** For the log and the audit record. */
      readonly message: string;
      readonly incorrectPassword: boolean;
      readonly unknownUsername: boolean;
      readonly runId?: string;
    };

/** `onAuthenticateSuccess`: the callback script of an inbound module, or of a server definition in federated sign-in. */
export interface AuthenticationScript {
  /**
   * Runs after the credentials, or what another server says, were verified, and before anything is given for it.
   * @throws Error the script failed, or it cannot be read: nobody signs in
   */
  onAuthenticateSuccess(call: AuthenticationCall): Promise<AuthenticationVerdict>;
}

/** DI token of {@link AuthenticationScript}. */
export const AUTHENTICATION_SCRIPT = Symbol('AuthenticationScript');
