import type { Incarnated } from '#protocol/client/incarnation';
import type { Confirmation } from '#protocol/oauth2/confirmation';
import type { LaunchContext } from '#protocol/smart/launch-context';
import type { ApprovedClaims } from '#protocol/oidc/claims-approval';
import type { ShownParameters } from '#protocol/oauth2/shown-parameters';
import type { PkceChallenge } from '#protocol/oauth2/pkce';
import type { SignInPart } from '../grants/sign-in-part.js';
import type { NewTokenFamily } from './new-token-family.js';

/** What an approval decided, kept with the code and then with the token family. */
export interface GrantDetails extends Incarnated, SignInPart {
  readonly subject: string;
  readonly userPid: number;
  /** Security version of the account then; a later one (new password, lock) ends the grant (V-28). */
  readonly securityVersion: number;
  readonly scopes: readonly string[];
  readonly launchContext: LaunchContext;
  readonly audience: readonly string[];
  /** Seconds since the epoch. */
  readonly authTime: number;
  readonly amr: readonly string[];
  /** The level of assurance that was reached; absent = what the methods reach. */
  readonly acr?: string;
  /** Claims that were asked for and approved one by one. */
  readonly claims?: ApprovedClaims;
  /** Public id of the browser session the approval was given in; absent where there was none (password grant). */
  readonly sid?: string;
  readonly nonce?: string;
  /** Whether a refresh token belongs to the grant: `online` ends with the browser session (SMART §refresh, F5). */
  readonly refresh: 'none' | 'online' | 'offline';
  readonly flowId: string;
  /** Thumbprint of the DPoP key that the code may be redeemed with (RFC 9449 §10). */
  readonly dpopJkt?: string;
  /** The key that the grant's refresh tokens are bound to; absent = none (RFC 9449 §5, RFC 8705 §4). */
  readonly confirmation?: Confirmation;
  /** The tokens that the grant was exchanged for, the first one first: it ends with any of them (RFC 8693). */
  readonly exchangedFrom?: readonly ExchangedToken[];
  /**
   * Of the person's power over the server, now and later, the grant gives all if the person was told of it, or none; absent = what the app has
   * itself (V-100).
   */
  readonly power?: 'approved' | 'none';
  /** The launch as scripts know it: the value of another system, or the id of one of ours (ruling 3). */
  readonly launch?: string;
  /** What the authorization request named as `aud` or `resource`, for the scripts. */
  readonly namedAudience?: string;
  /** Those of its parameters that the module shows to scripts. */
  readonly shownParameters?: ShownParameters;
  /** The launch as `onTokenGenerating` left it for the first token: later ones start from it. Absent where it changed nothing. */
  readonly scriptedLaunch?: LaunchContext;
}

/** An access token that another one was given for. */
export interface ExchangedToken extends Incarnated {
  readonly moduleId: string;
  readonly clientId: string;
  readonly jti: string;
  readonly grantId: string;
}

/** A code to be issued; only its hash is stored. */
export interface NewAuthorizationCode {
  readonly moduleId: string;
  readonly clientId: string;
  readonly codeHash: string;
  readonly grantId: string;
  readonly redirectUri: string;
  readonly redirectUriWasOmitted: boolean;
  readonly pkce?: PkceChallenge;
  readonly details: GrantDetails;
  readonly lifetimeSeconds: number;
}

/** One-time values that a code is given for. */
export interface CodeClaims {
  /** The waiting request, in the browser that it waits for. */
  readonly pending?: { readonly browserHash: string; readonly handleHash: string };
  /** The pushed request, looked up while it was in time. */
  readonly pushedHash?: string;
  /** The launch, and the person it must have been made for. */
  readonly launch?: { readonly launchHash: string; readonly username: string };
}

/** Whether the code was issued. With `launch-lost` the request is claimed and can have no other answer than an error. */
export type CodeIssue = 'issued' | 'request-lost' | 'launch-lost';

/** A redemption: all bindings of RFC 6749 §4.1.3 and RFC 7636 §4.6, checked by the claiming statement itself. */
export interface CodeRedemption {
  readonly moduleId: string;
  readonly clientId: string;
  readonly codeHash: string;
  readonly redirectUri?: string;
  readonly verifier?: { readonly plain: string; readonly s256: string };
  /** What the code is to be redeemed for, without trailing slashes; absent = all that it was given for (V-30). */
  readonly audience?: readonly string[];
  /** Thumbprint of the key of the request's DPoP proof. */
  readonly jkt?: string;
}

/** Why a redemption failed. `spent` only when every other binding held (R-04: a second *valid* request). */
export type CodeRefusal =
  'unknown' | 'expired' | 'other-client' | 'redirect-uri' | 'verifier' | 'key' | 'audience' | 'spent';

/** A redeemed code. */
export interface RedeemedCode {
  readonly grantId: string;
  readonly details: GrantDetails;
}

/** Where authorization codes live until they are redeemed, and as long after as a replay must be recognised. */
export interface AuthorizationCodeStore {
  /** Issues a code if this very call also claims everything it is given for, all in one statement. */
  issue(code: NewAuthorizationCode, claims: CodeClaims): Promise<CodeIssue>;
  /**
   * Claims the code and starts its token family in one statement; undefined when any binding, the expiry or
   * an earlier use stands against it.
   */
  redeem(redemption: CodeRedemption, family: NewTokenFamily): Promise<RedeemedCode | undefined>;
  /**
   * Undoes a {@link redeem} of which no tokens came: the code may be redeemed again while it is in time. Does nothing when its family was used or
   * revoked since, as by a second redemption.
   */
  giveBack(moduleId: string, codeHash: string, grantId: string): Promise<void>;
  /** Read after a failed {@link redeem}, to name the reason; `audience` is what the code was given for. */
  refusal(redemption: CodeRedemption): Promise<{ reason: CodeRefusal; grantId?: string; audience?: readonly string[] }>;
}

/** DI token of {@link AuthorizationCodeStore}. */
export const AUTHORIZATION_CODE_STORE = Symbol('AuthorizationCodeStore');
