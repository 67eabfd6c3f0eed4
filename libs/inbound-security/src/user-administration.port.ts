import type { BasedOn } from '#protocol/administration/based-on';
import type { BulkEntry, BulkNotes, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { Page, PageRequest } from '#protocol/administration/page';
import type { JsonObject } from '#protocol/json/json-object';
import type { Passkey } from './passkeys.port.js';
import type { FactorCounts } from './stores/factor-count.store.js';

export type { FactorCounts } from './stores/factor-count.store.js';

/** A user as interfaces show one. */
export interface AdministeredUser {
  readonly pid: number;
  /** Grows with every change of an administrator's; not with sign-ins, which are in the JSON, too. */
  readonly version: number;
  /** The product's fields and ours (reference 8.1), instants in ISO 8601 with milliseconds; unset ones are left out, and so is the password. */
  readonly json: JsonObject;
  /** The password is a reference to a variable that had no value yet: nobody can sign in. */
  readonly passwordPending: boolean;
  /** There is none. */
  readonly passwordMissing: boolean;
}

/** Which user is meant; node and module must be right, too. */
export interface UserKey extends ModuleKey {
  readonly pid: number;
}

/** A part of the list of a module's users. */
export interface UserListRequest extends PageRequest {
  /** Each of its words stands in the name, the family name, the given name or the e-mail address, in any case; at most 200 characters count. */
  readonly searchTerm?: string;
}

/** How a new user is made. */
export interface UserCreation {
  readonly author: ChangeAuthor;
  /** Makes a password where the body has none. */
  readonly generatePassword?: boolean;
  /** The person makes it for themselves. */
  readonly selfMade?: boolean;
}

/** What a change starts from and who makes it. */
export interface UserChangeOptions extends BasedOn {
  readonly author: ChangeAuthor;
}

/** What became of a new user. */
export type UserCreated =
  | (BulkNotes & {
      readonly kind: 'created';
      readonly user: AdministeredUser;
      /** The password that was made: shown this once and kept nowhere. */
      readonly generatedPassword?: string;
    })
  | ChangeRefusal;

/** What became of a change; `unchanged` wrote nothing. */
export type UserReplaced =
  | (BulkNotes & {
      readonly kind: 'changed';
      readonly user: AdministeredUser;
      /** Names of the fields that are different now; `password` and `failedLoginAttempts` among them. */
      readonly fields: readonly string[];
    })
  | (BulkNotes & { readonly kind: 'unchanged'; readonly user: AdministeredUser })
  | ChangeRefusal;

/** What became of a user who was to be deleted. */
export type UserDeleted = { readonly kind: 'changed' } | ChangeRefusal;

/** How a batch of users is taken over. */
export interface UserImport extends BulkRequest {
  /** Module of the entries that name none; without it, the only local inbound module there is. */
  readonly defaultModuleId?: string;
}

/** A user as an export has one. */
export interface ExportedUser {
  readonly key: UserKey;
  readonly version: number;
  /** In the order of the reference, unset fields left out; a password as `#{env['GATEHOUSE_USER__<MODULE>__<NAME>']}`. */
  readonly json: JsonObject;
}

/**
 * The users of inbound modules, whoever knows their passwords, for the JSON API, the console and the command line (ruling 52). Bodies are parsed
 * JSON of any kind and are checked here, all problems at once. What is no such module of this node is `unknown`, as is a deleted user.
 *
 * Nobody gives others authorities they do not hold, and of an account with administrative authorities beyond the author's only names and notes
 * can be changed (V-100). The last administrator who can sign in stays one, and nobody shuts their own account (F-54).
 */
export interface UserAdministration {
  /** By user name; undefined where there is no such module. */
  list(module: ModuleKey, request: UserListRequest): Promise<Page<AdministeredUser> | undefined>;
  find(key: UserKey): Promise<AdministeredUser | undefined>;
  /** The user of a name, however it is written. */
  findByName(module: ModuleKey, username: string): Promise<AdministeredUser | undefined>;
  /** A name that is taken is refused with "already exists". */
  create(module: ModuleKey, json: unknown, creation: UserCreation): Promise<UserCreated>;
  /**
   * Takes the whole object: what is left out gets its default, but for the password, which stays, and for `accountLocked`, `accountDisabled` and
   * `secondFactorRequired`, which end by an explicit false only. That false also ends a temporary lock. The name of an account that was signed in to stays: it is the
   * `sub` by which apps know the person. What the server keeps (`external`, `lastActive`, …) may be there, and counts for nothing.
   */
  replace(key: UserKey, json: unknown, options: UserChangeOptions): Promise<UserReplaced>;
  /**
   * Deletes softly: nobody finds or signs in to the account any more, its sessions and grants are over, its name is free. Whom another system vouches for
   * stays out (V-28) until somebody makes another account for them.
   */
  remove(key: UserKey, options: UserChangeOptions): Promise<UserDeleted>;
  /**
   * Takes the second factor and the recovery codes away, for somebody who has lost them. Their sessions end; who must have a second factor gets one at
   * the next sign-in. Done as well where there was none.
   */
  resetSecondFactor(key: UserKey, options: UserChangeOptions): Promise<UserDeleted>;
  /** A user's passkeys, the oldest first; undefined when there is no such user. */
  passkeys(key: UserKey): Promise<readonly Passkey[] | undefined>;
  /** Takes one passkey away, such as that of a lost device. The person's sessions end; with the last factor the recovery codes go, too. */
  removePasskey(key: UserKey, id: string, options: UserChangeOptions): Promise<UserDeleted>;
  /** Everybody who is not deleted, by module and name in its one spelling, byte by byte; read in portions. */
  each(): AsyncIterable<ExportedUser>;
  /** The second factors of everybody whom {@link each} has: they are bound to this server, and in none of its entries. */
  factorCounts(): Promise<FactorCounts>;
  /**
   * Takes over at most 500 users, found again by module and name in any spelling. One that is refused does not keep the others from being
   * written. Passwords wait for their turn beside those of people who sign in.
   * @throws RangeError more than 500
   */
  importBatch(entries: readonly BulkEntry[], request: UserImport): Promise<readonly BulkOutcome[]>;
}

/** DI token of {@link UserAdministration}. */
export const USER_ADMINISTRATION = Symbol('UserAdministration');
