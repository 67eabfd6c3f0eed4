import type { Sql } from '#database/sql.port';
import type { SecondFactorOfUser } from '#protocol/second-factor/second-factor';
import type { UserSessionDetails } from '#protocol/user/user-session';

/**
 * A user as the directory knows it. `securityVersion` grows whenever what was granted before must be looked at again: new password,
 * lock, disable. A grant that remembers the version it was given under can tell.
 */
export type DirectoryUser = UserSessionDetails & {
  readonly securityVersion: number;
  readonly secondFactor: SecondFactorOfUser;
};

/** A person, by number or by name. */
export type AccountReference =
  | { readonly pid: number }
  | {
      readonly nodeId: string;
      readonly moduleId: string;
      readonly username: string;
      /** When given, that of the system which vouches for the person; a trailing slash makes no difference. */
      readonly issuer?: string;
    };

/** The users of inbound module instances. Throws `DatabaseUnavailableError` when it can neither read nor trust its cache. */
export interface UserDirectory {
  /** The user whatever their state; undefined when gone. Cached, at most 1 s behind changes made on any node. */
  find(moduleId: string, pid: number): Promise<DirectoryUser | undefined>;

  /**
   * The user if tokens may be issued for them now; undefined when gone, locked or disabled (R-11, V-28, V-54), or when the directory that knows their
   * password has none like them any more. It may be asked for that, for some seconds, at most every few minutes.
   */
  usable(moduleId: string, pid: number): Promise<DirectoryUser | undefined>;

  /** The user of a name, written in any way in which they can sign in by it; undefined where nobody can. */
  named(moduleId: string, username: string): Promise<DirectoryUser | undefined>;

  /**
   * The user that is meant, whatever their state, for administrators; a name is written in any way that sign-in knows it. Undefined where there is
   * none, and for a name where its module does not run. Never cached.
   */
  account(reference: AccountReference): Promise<DirectoryUser | undefined>;

  /** Whether the person made the account themselves, and no administrator gave it other permissions since. Never cached. */
  isSelfMade(pid: number): Promise<boolean>;

  /** The one spelling of all under which sign-in knows a name: two that have it in common are one person's. */
  usernameKey(moduleId: string, username: string): string;

  /**
   * Those of the texts that are names of users of the module, whatever their state, spelt exactly so.
   * @param transaction in which clients of these names are created: the answer holds until it ends
   */
  usernamesAmong(moduleId: string, texts: readonly string[], transaction?: Sql): Promise<readonly string[]>;
}

/** DI token of {@link UserDirectory}. */
export const USER_DIRECTORY = Symbol('UserDirectory');
