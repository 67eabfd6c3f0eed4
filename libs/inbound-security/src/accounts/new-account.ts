import { keepablePid } from '#protocol/administration/kept-pid';
import type { NewUser, UserAccount } from '#protocol/user/new-user';
import type { AccountToStore } from '../stores/account-write.store.js';
import type { AccountsInstance } from './accounts-instance.js';
import type { Passwords } from '../passwords/passwords.js';
import { searchTextOf } from './user-search.js';
import { usernameKey } from './username-key.js';

/** The row of a new user, the password hashed. The user belongs to the instance whatever the JSON said. */
export async function newAccount(
  { password, passwordHash, ...account }: NewUser,
  instance: AccountsInstance,
  passwords: Passwords,
): Promise<AccountToStore> {
  const { nodeId, moduleId } = instance;
  return {
    ...storedForm({ ...account, nodeId, moduleId }, instance),
    passwordHash: password === undefined ? (passwordHash ?? null) : await passwords.stored(password),
  };
}

/** An account that keeps the pid it has elsewhere, where that is possible. */
export function wantingPid(account: AccountToStore, pid: number | undefined): AccountToStore {
  const wantedPid = keepablePid(pid);
  return wantedPid === undefined ? account : { ...account, wantedPid };
}

/** An account with what it is found by. */
export function storedForm(account: UserAccount, { options }: AccountsInstance): Omit<AccountToStore, 'passwordHash'> {
  return {
    account,
    usernameKey: usernameKey(account.username, options.usernameCaseSensitive),
    searchText: searchTextOf(account),
  };
}
