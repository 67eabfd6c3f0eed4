import type { RequestFacts } from '#protocol/user/request-facts';
import type { Authority } from '#protocol/user/authority';

/** Somebody who shows an access token that counts, and what they may do by it now. */
export interface ExternalTokenCaller {
  /** `own`: a SMART outbound module of this server issued the token; `other`: a server that is defined for the SMART inbound module. */
  readonly source: 'own' | 'other';
  readonly issuer: string;
  /** The module that the client is of: the outbound module, or the SMART inbound module for clients of other servers. */
  readonly moduleId: string;
  readonly clientId: string;
  readonly subject: string;
  /** Name of the token in records. */
  readonly jti: string;
  readonly grantId?: string;
  /** The account here; absent for the own token of a client of ours. */
  readonly user?: { readonly pid: number; readonly moduleId: string; readonly username: string };
  readonly scopes: readonly string[];
  /** What the account holds, narrowed by the scopes (ruling 38). */
  readonly authorities: readonly Authority[];
  /** How sure the sign-in was, and when (RFC 9470); seconds since 1970. */
  readonly acr?: string;
  readonly authTime?: number;
  /** Id of the patient in context; empty where the token says what can be the id of none. */
  readonly patient?: string;
}

/** Whose token was refused, as far as that is proved. */
export type RefusedTokenHolder = Pick<ExternalTokenCaller, 'clientId' | 'jti' | 'grantId' | 'user'>;

/** What came of an access token. */
export type ExternalTokenOutcome =
  | { readonly kind: 'admitted'; readonly caller: ExternalTokenCaller }
  /** `description` is for the caller, `cause` for the log; neither repeats the token. */
  | {
      readonly kind: 'refused';
      readonly description: string;
      readonly cause: string;
      readonly holder?: RefusedTokenHolder;
    }
  /** Nobody can say now whether the token counts. */
  | { readonly kind: 'unavailable'; readonly cause: string }
  /** Nobody is asked now: too many tokens from there were none. HTTP 429. */
  | { readonly kind: 'busy'; readonly cause: string; readonly retryAfterSeconds: number };

/** Lets in who shows an access token that a SMART inbound module trusts (reference of the product, 8.3). */
export interface ExternalTokenAuthentication {
  /**
   * Takes 5 s at most. A token is verified once in a while; account, permissions and definition are looked at each time.
   * @param moduleId of a SMART inbound module; of one that does not run no token counts
   */
  authenticate(moduleId: string, presented: PresentedToken): Promise<ExternalTokenOutcome>;
}

/** A token, and where it came from. */
export interface PresentedToken {
  readonly token: string;
  readonly remoteAddress: string;
  /** What callback scripts are told of the HTTP request, where it is known. */
  readonly request?: RequestFacts;
}

/** DI token of {@link ExternalTokenAuthentication}. */
export const EXTERNAL_TOKENS = Symbol('ExternalTokenAuthentication');
