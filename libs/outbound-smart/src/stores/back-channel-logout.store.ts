import type { SessionEnd } from '#browser-session/browser-session.port';
import type { Sql } from '#database/sql.port';

/** A client that got tokens in a browser session, and how long that is remembered at most. */
export interface SessionClient {
  readonly moduleId: string;
  readonly sid: string;
  readonly clientId: string;
  readonly hours: number;
}

/** A logout that a client is to be told of. */
export interface OwedLogout {
  readonly id: number;
  readonly moduleId: string;
  readonly clientId: string;
  readonly sid: string;
  readonly userPid: number;
  readonly username: string;
  /** This attempt included. */
  readonly attempts: number;
}

/** Which clients know of a session, and which of them have yet to be told that it ended. */
export interface BackChannelLogoutStore {
  remember(client: SessionClient): Promise<void>;
  /** Owes every client that knows of these sessions a logout, inside the transaction that ends them; how many that are. */
  owe(sql: Sql, ended: readonly SessionEnd[]): Promise<number>;
  /** Takes one logout that is due for `leaseSeconds`, so that no other process takes it meanwhile; undefined when none is due. */
  claim(moduleIds: readonly string[], leaseSeconds: number): Promise<OwedLogout | undefined>;
  /** Makes it due again later, unless another process has taken it since. */
  postpone(logout: OwedLogout, seconds: number): Promise<void>;
  /** It is owed no longer: told, or given up. */
  settle(logout: OwedLogout): Promise<void>;
}

/** DI token of {@link BackChannelLogoutStore}. */
export const BACK_CHANNEL_LOGOUT_STORE = Symbol('BackChannelLogoutStore');
