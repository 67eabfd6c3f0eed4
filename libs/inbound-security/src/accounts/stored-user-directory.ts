import type { Sql } from '#database/sql.port';
import type { CachedUsers } from './cached-users.js';
import {
  findAccountCalled,
  findAccountOfPid,
  findNamed,
  findUsernames,
  isSelfMade,
} from '../stores/user-account.store.js';
import { directoryUser, type UserRow } from '../stores/user-row.js';
import { holdNamesForClients } from '../names-lock.port.js';
import type { PeopleElsewhere } from '../people-elsewhere.port.js';
import type { AccountReference, DirectoryUser, UserDirectory } from '../user-directory.port.js';
import { isVouchedForBy } from '../stores/external-identity.store.js';
import { instanceOf, type AccountsInstances } from './accounts-instance.js';
import type { UserActivity } from './user-activity.js';
import { usernameKey } from './username-key.js';

/** What the directory needs of its surroundings. */
export interface DirectoryDependencies {
  readonly users: CachedUsers;
  readonly sql: Sql;
  readonly instances: AccountsInstances;
  readonly activity: Pick<UserActivity, 'note'>;
  readonly elsewhere: PeopleElsewhere;
}

/** The users of inbound modules. */
export class StoredUserDirectory implements UserDirectory {
  constructor(private readonly dependencies: DirectoryDependencies) {}

  async find(moduleId: string, pid: number): Promise<DirectoryUser | undefined> {
    const row = await this.dependencies.users.find(moduleId, pid);
    return this.user(row);
  }

  /**
   * A temporary lock does not count here. It keeps strangers from guessing a password; what the owner holds was given to a device they had
   * signed in from, which ruling 44 exempts. Otherwise anyone who knows a user name could stop all of its owner's apps (V-55).
   */
  async usable(moduleId: string, pid: number): Promise<DirectoryUser | undefined> {
    const row = await this.dependencies.users.find(moduleId, pid);
    if (row === undefined || row.account_locked || row.account_disabled) return undefined;
    const now = this.dependencies.elsewhere.areAskedFor(moduleId) ? await this.asElsewhere(moduleId, pid) : row;
    if (now === undefined) return undefined;
    this.dependencies.activity.note(pid);
    return this.user(now);
  }

  /** The row as it is when the other system, which may have been asked, has said that the person is there. */
  private async asElsewhere(moduleId: string, pid: number): Promise<UserRow | undefined> {
    const isThere = await this.dependencies.elsewhere.isThere(moduleId, pid);
    return isThere ? this.dependencies.users.find(moduleId, pid) : undefined;
  }

  async named(moduleId: string, username: string): Promise<DirectoryUser | undefined> {
    const row = await findNamed(this.dependencies.sql, moduleId, this.usernameKey(moduleId, username));
    return this.user(row);
  }

  async account(reference: AccountReference): Promise<DirectoryUser | undefined> {
    const { sql, instances } = this.dependencies;
    if ('pid' in reference) return this.user(await findAccountOfPid(sql, reference.pid));
    const { nodeId, moduleId, username, issuer } = reference;
    if (instances.get(moduleId)?.nodeId !== nodeId) return undefined;
    const row = await findAccountCalled(sql, moduleId, this.usernameKey(moduleId, username));
    const isMeant = row && (issuer === undefined || (await isVouchedForBy(sql, row.pid, issuer)));
    return isMeant ? this.user(row) : undefined;
  }

  isSelfMade(pid: number): Promise<boolean> {
    return isSelfMade(this.dependencies.sql, pid);
  }

  usernameKey(moduleId: string, username: string): string {
    return usernameKey(username, instanceOf(this.dependencies.instances, moduleId).options.usernameCaseSensitive);
  }

  async usernamesAmong(moduleId: string, texts: readonly string[], transaction?: Sql): Promise<readonly string[]> {
    const usernameKeys = texts.map((text) => this.usernameKey(moduleId, text));
    if (transaction !== undefined) await holdNamesForClients(transaction);
    return findUsernames(transaction ?? this.dependencies.sql, { moduleId, usernames: texts, usernameKeys });
  }

  /** As one of the node of their module; where that is not configured any more, of the one that the row says. */
  private user(row: UserRow | undefined): DirectoryUser | undefined {
    if (row === undefined) return undefined;
    return directoryUser(row, this.dependencies.instances.get(row.module_id)?.nodeId ?? row.node_id);
  }
}
