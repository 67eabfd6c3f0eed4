/** Which JWT. */
export interface AuthorizationJwtKey {
  readonly moduleId: string;
  /** `iss`: a JWT is used whichever client brings it. */
  readonly issuer: string;
  readonly jti: string;
}

/** An authorization JWT that is about to be accepted. */
export interface AuthorizationJwtClaim extends AuthorizationJwtKey {
  /** How long it could still be presented, in seconds. */
  readonly lifetimeSeconds: number;
}

/** Which authorization JWTs of CODAP requests have been used: for all processes, and over restarts (STD CO4, V-35). */
export interface UsedAuthorizationJwtStore {
  /** Takes the JWT once, by one statement; false when one of this issuer and `jti` was used before. */
  claim(jwt: AuthorizationJwtClaim): Promise<boolean>;
  /** Undoes a claim with which nothing was done. */
  giveBack(jwt: AuthorizationJwtKey): Promise<void>;
}

/** DI token of {@link UsedAuthorizationJwtStore}. */
export const USED_AUTHORIZATION_JWT_STORE = Symbol('UsedAuthorizationJwtStore');
