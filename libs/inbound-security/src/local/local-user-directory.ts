import type { NewUser } from '#protocol/user/user-json';
import type { CachedUsers } from '../cached-users.js';
import { findNamed, findUsernames, insertAccount } from '../stores/user-account.store.js';
import { directoryUser, type UserRow } from '../stores/user-row.js';
import { UserRefusedError } from '../user-commands.port.js';
import type { CreateUserOptions, DirectoryUser, UserDirectory } from '../user-directory.port.js';
import { userTopic } from '../user-topic.js';
import { instanceOf } from './local-inbound-instance.js';
import { accountOf, assertAcceptable } from './new-account.js';
import type { UserChangeDependencies } from './user-change-dependencies.js';
import { usernameKey } from './username-key.js';

/** The users of local inbound modules. */
export class LocalUserDirectory implements UserDirectory {
  constructor(
    private readonly users: CachedUsers,
    private readonly dependencies: UserChangeDependencies,
  ) {}

  async find(moduleId: string, pid: number): Promise<DirectoryUser | undefined> {
    const row = await this.users.find(moduleId, pid);
    return row === undefined ? undefined : directoryUser(row);
  }

  /**
   * A temporary lock does not count here. It keeps strangers from guessing a password; what the owner holds was given to a device they had
   * signed in from, which ruling 44 exempts. Otherwise anyone who knows a user name could stop all of its owner's apps (V-55).
   */
  async usable(moduleId: string, pid: number): Promise<DirectoryUser | undefined> {
    const row = await this.users.find(moduleId, pid);
    return row === undefined || row.account_locked || row.account_disabled ? undefined : directoryUser(row);
  }

  async named(moduleId: string, username: string): Promise<DirectoryUser | undefined> {
    const row = await findNamed(this.dependencies.sql, moduleId, this.usernameKey(moduleId, username));
    return row === undefined ? undefined : directoryUser(row);
  }

  usernameKey(moduleId: string, username: string): string {
    return usernameKey(username, instanceOf(this.dependencies.instances, moduleId).options.usernameCaseSensitive);
  }

  usernamesAmong(moduleId: string, texts: readonly string[]): Promise<readonly string[]> {
    const usernameKeys = texts.map((text) => this.usernameKey(moduleId, text));
    return findUsernames(this.dependencies.sql, { moduleId, usernames: texts, usernameKeys });
  }

  async create(moduleId: string, user: NewUser, options: CreateUserOptions = {}): Promise<DirectoryUser> {
    const { queue, instances } = this.dependencies;
    const instance = instanceOf(instances, moduleId);
    assertAcceptable(user, instance);
    if ((await options.isClientId?.(user.username)) === true) {
      throw new UserRefusedError('name-reserved', `A client has the id ${user.username}: choose another user name`);
    }
    const account = await accountOf(user, instance, queue);
    const row = await this.insert(account);
    await this.record(row, options.actor);
    return directoryUser(row);
  }

  private insert(account: Parameters<typeof insertAccount>[1]): Promise<UserRow> {
    const { sql, changes } = this.dependencies;
    return sql.transaction(async (transaction) => {
      const row = await insertAccount(transaction, account);
      if (row === undefined) throw new UserRefusedError('name-taken', `A user ${account.user.username} already exists`);
      await changes.announce(transaction, userTopic(account.user.moduleId));
      return row;
    });
  }

  private record(row: UserRow, actor: string | undefined): Promise<void> {
    return this.dependencies.audit.record({
      moduleId: row.module_id,
      kind: 'USER_CHANGE',
      outcome: 'success',
      userPid: row.pid,
      username: row.username,
      detail: { change: 'created', actor: actor ?? 'server' },
    });
  }
}
