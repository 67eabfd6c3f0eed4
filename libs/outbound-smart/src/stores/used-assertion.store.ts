/** A client assertion that is about to be accepted. */
export interface AssertionClaim {
  readonly moduleId: string;
  readonly clientId: string;
  readonly jti: string;
  /** How long it could still be presented, in seconds. */
  readonly lifetimeSeconds: number;
}

/** Which client assertions have been used: for all processes, and over restarts (STD K4, V-35). */
export interface UsedAssertionStore {
  /** Takes the assertion once, by one statement; false when the client has used this `jti` before. */
  claim(assertion: AssertionClaim): Promise<boolean>;
}

/** DI token of {@link UsedAssertionStore}. */
export const USED_ASSERTION_STORE = Symbol('UsedAssertionStore');
