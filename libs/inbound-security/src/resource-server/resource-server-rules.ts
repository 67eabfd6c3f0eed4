import type { Authority } from '#protocol/user/authority';

/** Whose permissions an application is asked for. */
export interface TokenHolder {
  readonly issuer: string;
  readonly subject: string;
  readonly clientId?: string;
  readonly username?: string;
  readonly scopes: readonly string[];
  /** Id of the patient in context; empty where the token says what can be the id of none. */
  readonly patient?: string;
  /** All that the token says, or the introspection endpoint says of it. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** What the holder of a token may do; the scopes of the token narrow it. */
export type PermissionsOf = (holder: TokenHolder) => readonly Authority[] | Promise<readonly Authority[]>;

/** Which tokens an application takes, and what they are worth. */
export interface ResourceServerRules {
  /** One of these is the `aud` of a token. */
  readonly audiences: readonly string[];
  /** How long what came of a token is remembered; never past its expiry. */
  readonly cacheSeconds: number;
  /** Tokens of one network that may turn out to be none within a minute; of more nobody is asked. */
  readonly unknownPerMinute: number;
  /** Tokens that never expire count too. */
  readonly mayLackExpiry: boolean;
  /** By issuer, without trailing slashes; of the others tokens say themselves what they may do. */
  readonly permissionsOf: ReadonlyMap<string, PermissionsOf>;
}

/** DI token of {@link ResourceServerRules}. */
export const RESOURCE_SERVER_RULES = Symbol('ResourceServerRules');
