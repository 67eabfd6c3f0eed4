/** Which access tokens may no longer be used although they have not expired. */
export interface RevokedTokenStore {
  /** Remembers a revoked access token until it would have expired; false when it already was revoked. */
  revoke(moduleId: string, jti: string, expiresAt: Date): Promise<boolean>;
  /** Whether the token, or the family it belongs to, has been revoked; one statement. */
  isRevoked(moduleId: string, jti: string, grantId?: string): Promise<boolean>;
}

/** DI token of {@link RevokedTokenStore}. */
export const REVOKED_TOKEN_STORE = Symbol('RevokedTokenStore');
