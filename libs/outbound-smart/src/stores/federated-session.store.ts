/** What is kept of a sign-in at another server, for the sign-out there. */
export interface FederatedSession {
  readonly moduleId: string;
  readonly browserHash: string;
  /** Whose it is: nothing of it counts for another person at the same browser. */
  readonly userPid: number;
  readonly serverPid: number;
  /** The ID token, sealed. */
  readonly sealed: string;
}

/** Whose it is, and where. */
export type FederatedSessionKey = Pick<FederatedSession, 'moduleId' | 'browserHash' | 'userPid'>;

/** Where ID tokens of other servers are kept while the session lasts; only where people are signed out there as well. */
export interface FederatedSessionStore {
  /** In place of what the browser had. */
  keep(session: FederatedSession, hours: number): Promise<void>;
  /** What is kept for the person at this browser. */
  find(key: FederatedSessionKey): Promise<FederatedSession | undefined>;
  /** Takes what is kept for the person at this browser; nothing is left of it. */
  take(key: FederatedSessionKey): Promise<FederatedSession | undefined>;
  /** The browser got a new cookie: what is kept for it follows. */
  rebind(moduleId: string, fromBrowserHash: string, toBrowserHash: string): Promise<void>;
}

/** DI token of {@link FederatedSessionStore}. */
export const FEDERATED_SESSION_STORE = Symbol('FederatedSessionStore');
