import type { Confirmation } from '#protocol/oauth2/confirmation';

/** What a token family starts with, besides the grant it belongs to. */
export interface NewTokenFamily {
  /** SHA-256 of the refresh handle; kept only when the details of the grant allow a refresh token. */
  readonly handleHash: string;
  /** The client still lists REFRESH_TOKEN. */
  readonly refreshAllowed: boolean;
  readonly refreshLifetimeSeconds: number;
  /** How long the family must be remembered at least: the life of its access tokens. */
  readonly accessLifetimeSeconds: number;
  /** The key that its refresh tokens are bound to. */
  readonly confirmation?: Confirmation;
}
