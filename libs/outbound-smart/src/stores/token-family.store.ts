import type { Confirmation } from '#protocol/oauth2/confirmation';
import type { GrantDetails } from './authorization-code.store.js';
import type { NewTokenFamily } from './new-token-family.js';

/** The tokens that one approval gave: at most one live refresh token, and any number of access tokens. */
export interface TokenFamily {
  readonly grantId: string;
  readonly clientId: string;
  readonly userPid: number;
  /** Generation of the live refresh token; 0 before the first one. */
  readonly generation: number;
  readonly details: GrantDetails;
  /** When the live refresh token was issued. */
  readonly refreshIssuedAt?: Date;
  readonly refreshExpiresAt?: Date;
}

/** A grant whose family starts at once, with no code between. */
export interface ImmediateGrant {
  readonly moduleId: string;
  readonly clientId: string;
  readonly grantId: string;
  readonly details: GrantDetails;
}

/** A family that was revoked, and whose tokens they were. */
export type RevokedFamily = Pick<TokenFamily, 'grantId' | 'clientId' | 'userPid'>;

/** A refresh token that was presented, after its integrity check. */
export interface PresentedGeneration {
  readonly moduleId: string;
  readonly clientId: string;
  readonly handleHash: string;
  readonly generation: number;
  /** What the token is to be exchanged for, without trailing slashes; absent = all that was granted. */
  readonly audience?: readonly string[];
  /** The key that the request has proved to possess. */
  readonly confirmation?: Confirmation;
}

/** What a presented refresh token turned out to be when it could not be claimed. */
export type RefreshStanding =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'other-client' }
  | { readonly kind: 'ended' }
  /** Bound to a key, and the request came with another or with none. */
  | { readonly kind: 'other-key' }
  | { readonly kind: 'live'; readonly family: TokenFamily }
  /** The previous generation, inside the grace window, its successor not yet used. */
  | { readonly kind: 'retry'; readonly family: TokenFamily }
  | { readonly kind: 'reused'; readonly family: TokenFamily };

/** Where token families live. Expiry is decided by the database clock (ruling 62). */
export interface TokenFamilyStore {
  /** Starts the family of a grant that no code came before. */
  start(grant: ImmediateGrant, family: NewTokenFamily): Promise<void>;
  /** Nothing was given of what {@link start} began: there never was such a family. One that was revoked meanwhile stays. */
  undoStart(moduleId: string, grantId: string): Promise<void>;
  /** Claims generation n and makes n+1 the live one; undefined unless exactly this generation is live, its audience granted (V-30) and its key shown. */
  rotate(presented: PresentedGeneration): Promise<TokenFamily | undefined>;
  /** What stands in the way of a claim, or `live`; reads only. */
  standing(presented: PresentedGeneration, graceSeconds: number): Promise<RefreshStanding>;
  /** The family unless it is revoked or past its time. */
  findLive(moduleId: string, grantId: string): Promise<TokenFamily | undefined>;
  /** The family of a refresh handle unless it has ended, with its live generation. */
  findLiveByHandle(moduleId: string, handleHash: string): Promise<TokenFamily | undefined>;
  /** Adds to the details of a family, unless it is revoked, what its later tokens start from. */
  keepOfScript(
    moduleId: string,
    grantId: string,
    kept: Pick<GrantDetails, 'scriptedLaunch' | 'userData'>,
  ): Promise<void>;
  /** Revokes one family; false when it had ended before. */
  revoke(moduleId: string, grantId: string, reason: string): Promise<boolean>;
  /** Revokes the `online_access` families of an ended browser session, and says which they were (F5). */
  revokeOnline(moduleId: string, sid: string, reason: string): Promise<readonly RevokedFamily[]>;
}

/** DI token of {@link TokenFamilyStore}. */
export const TOKEN_FAMILY_STORE = Symbol('TokenFamilyStore');
