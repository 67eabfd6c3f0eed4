import type { Sql } from '#database/sql.port';
import type { RevokedFamily } from './token-family.store.js';

/** A grant of a person that still gives access: its refresh token, or at least its access tokens, have not expired. */
export interface PersonGrant {
  readonly grantId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** `online` ends with the browser session `sid`. */
  readonly refresh: 'none' | 'online' | 'offline';
  readonly sid?: string;
  readonly createdAt: Date;
  /** When tokens were last issued. */
  readonly lastUsedAt: Date;
  readonly endsAt: Date;
}

/** What the older grants of a client come to. */
export interface OlderGrants {
  readonly clientId: string;
  readonly count: number;
  /** Whether one of them lasts beyond the browser session. */
  readonly offline: boolean;
  /** Of all of them. */
  readonly scopes: readonly string[];
}

/** An approval that is remembered for a person. */
export interface PersonApproval {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly approvedAt: Date;
}

/** One person at one outbound module. */
export interface PersonKey {
  readonly moduleId: string;
  readonly userPid: number;
}

/** Access that was taken away, of one app at one module. */
export interface WithdrawnApp {
  readonly moduleId: string;
  readonly clientId: string;
  /** Public ids of the token families that ended; codes and approvals went as well. */
  readonly grantIds: readonly string[];
}

/** What apps may do in a person's name, as that person sees and withdraws it. Expiry is decided by the database clock. */
export interface PersonGrantStore {
  /** Of each client the ten newest that stay, and the ten newest that end with a browser session; newest first. */
  grants(person: PersonKey): Promise<readonly PersonGrant[]>;
  /** What {@link grants} left out, one for each client that has as many. */
  olderGrants(person: PersonKey): Promise<readonly OlderGrants[]>;
  /** At most 500, by client. */
  approvals(person: PersonKey): Promise<readonly PersonApproval[]>;
  /** Modules at which the person has live grants or remembered approvals. */
  modules(userPid: number): Promise<readonly string[]>;
  /**
   * Takes access away at all modules inside the caller's transaction: grants, codes not yet redeemed, and what is remembered. By module and client.
   * @param clientId this app alone, at whichever module; absent = all
   */
  revokeEverywhere(sql: Sql, userPid: number, clientId?: string): Promise<readonly WithdrawnApp[]>;
  /** Ends one grant; undefined when it is not this person's or has ended. */
  revokeGrant(person: PersonKey, grantId: string): Promise<RevokedFamily | undefined>;
  /**
   * Takes all access from a client, in one statement: every grant, every code not yet redeemed, and what is remembered. Returns the grants
   * that ended; `hadMore` tells of codes and approvals.
   */
  revokeClient(
    person: PersonKey,
    clientId: string,
  ): Promise<{ readonly grants: readonly RevokedFamily[]; readonly hadMore: boolean }>;
}

/** DI token of {@link PersonGrantStore}. */
export const PERSON_GRANT_STORE = Symbol('PersonGrantStore');
