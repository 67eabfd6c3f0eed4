import type { TokenFamily } from './token-family.store.js';

/** How an access token of ours stands, apart from its own expiry. */
export interface AccessTokenStanding {
  /** It, or the family it belongs to, has been revoked. */
  readonly revoked: boolean;
  /** Its live family, when it belongs to one. */
  readonly family?: TokenFamily;
}

/** Which access tokens may no longer be used although they have not expired. */
export interface RevokedTokenStore {
  /** Remembers a revoked access token until it would have expired; false when it already was revoked. */
  revoke(moduleId: string, jti: string, expiresAt: Date): Promise<boolean>;
  /** One statement. */
  standing(moduleId: string, jti: string, grantId?: string): Promise<AccessTokenStanding>;
}

/** DI token of {@link RevokedTokenStore}. */
export const REVOKED_TOKEN_STORE = Symbol('RevokedTokenStore');
