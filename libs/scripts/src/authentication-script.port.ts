import type { AuthenticationOutcome } from '#protocol/user/authentication-outcome';

/** Where and how a sign-in happened, as `theContext` of the script. */
export interface AuthenticationContext {
  readonly moduleId: string;
  readonly remoteAddress: string;
}

/** The callback script of an inbound module (property `callback_script`). */
export interface AuthenticationScript {
  /** Runs after the credentials were verified; may change the session or turn success into refusal. */
  onAuthenticateSuccess(outcome: AuthenticationOutcome, context: AuthenticationContext): Promise<AuthenticationOutcome>;
}

/** DI token of {@link AuthenticationScript}. */
export const AUTHENTICATION_SCRIPT = Symbol('AuthenticationScript');
