import type { Sql } from '#database/sql.port';

/** What an initial access token allows (RFC 7591 §1.2). */
export interface InitialAccessToken {
  /** Public id, by which an administrator knows and ends it. */
  readonly id: string;
  /** For whom it was made. */
  readonly description: string;
  /** The most that apps registered with it may have; absent = what the module says. */
  readonly scopes?: readonly string[];
}

/** An initial access token to be written; only its hash is stored. */
export interface NewInitialAccessToken extends InitialAccessToken {
  readonly moduleId: string;
  readonly tokenHash: string;
  /** How many apps may be registered with it. */
  readonly uses: number;
  readonly lifetimeSeconds: number;
}

/** Tokens by which administrators let others register apps. */
export interface InitialAccessTokenStore {
  /** Returns when it ends. */
  add(token: NewInitialAccessToken): Promise<Date>;
  /** The token if it can still be used; reads only. */
  find(moduleId: string, tokenHash: string): Promise<InitialAccessToken | undefined>;
  /** Takes one of its uses, inside the transaction that creates the client; false when there is none left or its time is over. */
  claim(sql: Sql, moduleId: string, tokenHash: string): Promise<boolean>;
  /** Ends it before its time; false when it had ended. */
  end(moduleId: string, id: string): Promise<boolean>;
}

/** DI token of {@link InitialAccessTokenStore}. */
export const INITIAL_ACCESS_TOKEN_STORE = Symbol('InitialAccessTokenStore');
