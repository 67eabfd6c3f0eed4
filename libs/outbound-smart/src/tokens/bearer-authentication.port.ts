import type { Authority } from '#protocol/user/authority';

/** Who a live access token speaks for, and what it may do now. */
export interface TokenCaller {
  /** The SMART outbound module that issued it. */
  readonly moduleId: string;
  readonly clientId: string;
  readonly jti: string;
  readonly grantId?: string;
  readonly issuer: string;
  readonly subject: string;
  readonly scopes: readonly string[];
  /** How sure the sign-in was, and when; seconds since 1970. */
  readonly acr?: string;
  readonly authTime?: number;
  /** The person; absent for a client's own token. */
  readonly user?: { readonly pid: number; readonly moduleId: string; readonly username: string };
  /**
   * What the person or the client holds, narrowed by the scopes (ruling 10: never the permissions about the server itself). `ROLE_SUPERUSER` is
   * among it only where nothing was taken away.
   */
  readonly authorities: readonly Authority[];
}

/** What came of an access token. */
export type BearerOutcome =
  | { readonly kind: 'admitted'; readonly caller: TokenCaller }
  /** `description` is for the caller and says what to change; `jti` and its like are of a token that is one of ours. */
  | { readonly kind: 'refused'; readonly description: string; readonly token?: Omit<TokenCaller, 'authorities'> };

/** Lets other listeners of this server in who presents an access token of one of its SMART outbound modules. */
export interface BearerAuthentication {
  /**
   * The account, the client and the token itself are looked at as they are now (R-11, V-28). A token that is bound to a key or a certificate is
   * refused: only the SMART listener knows the addresses that its proofs are made for. So is one whose audience does not name this server.
   * @param moduleIds the outbound modules whose tokens count
   */
  authenticate(moduleIds: readonly string[], token: string): Promise<BearerOutcome>;
}

/** DI token of {@link BearerAuthentication}. */
export const BEARER_AUTHENTICATION = Symbol('BearerAuthentication');
