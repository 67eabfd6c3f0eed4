import { isJsonObject } from '../json/json-object.js';
import { authorityKey } from './authority.js';
import type { NewUser, UserAccount } from './new-user.js';

/** A name of the product's user JSON that an administrator can change; `failedLoginAttempts` stands for the end of a temporary lock. */
export type ChangedField = keyof UserAccount | 'password' | 'failedLoginAttempts';

/** What a changed account brings about beside itself. */
export interface EditEffects {
  /** What was granted before must be looked at again: the security version grows. */
  readonly withdrawsGrants: boolean;
  /** The browser sessions end (V-28). */
  readonly endsSessions: boolean;
}

/**
 * The account as a full object leaves it. A lock, a disablement and the demand of a second factor end by an explicit false only, so that who leaves
 * the fields out lets nobody in again (V-28). Identities stay as well where nothing is said of them. Whether another system keeps
 * the account is not for administrators to say, but of one of which no system is named: it is of this server where they say so, or give it a password.
 */
export function editedAccount(json: unknown, read: NewUser, before: UserAccount): UserAccount {
  const { password, passwordHash, externalIdentities: said, ...account } = read;
  const { accountLocked, accountDisabled, secondFactorRequired } = before;
  const externalIdentities = said ?? before.externalIdentities ?? [];
  const isSaidToBeHere = !read.external && (isSaid(json, 'external') || (password ?? passwordHash) !== undefined);
  return {
    ...account,
    external: before.external && !(isSaidToBeHere && externalIdentities.length === 0),
    ...(!isSaid(json, 'accountLocked') && { accountLocked }),
    ...(!isSaid(json, 'accountDisabled') && { accountDisabled }),
    ...(!isSaid(json, 'secondFactorRequired') && secondFactorRequired && { secondFactorRequired }),
    ...(externalIdentities.length > 0 && { externalIdentities }),
  };
}

/** Whether the JSON asks to end a lock, also a temporary one, which no other field shows. */
export function asksToUnlock(json: unknown): boolean {
  return isJsonObject(json) && json.accountLocked === false;
}

/** The fields in which two accounts differ; authorities have no order. */
export function differences(before: UserAccount, after: UserAccount): readonly (keyof UserAccount)[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof UserAccount)[]);
  return [...names].filter((name) => comparable(before, name) !== comparable(after, name));
}

/** What follows from changed fields. */
export function effectsOf(fields: readonly ChangedField[], after: UserAccount): EditEffects {
  const changed = new Set(fields);
  const isShut =
    (changed.has('accountLocked') && after.accountLocked) ||
    (changed.has('accountDisabled') && after.accountDisabled) ||
    (changed.has('systemUser') && after.systemUser);
  return {
    withdrawsGrants: (
      ['accountLocked', 'accountDisabled', 'systemUser', 'password', 'externalIdentities'] as const
    ).some((name) => changed.has(name)),
    endsSessions: isShut || changed.has('password') || changed.has('externalIdentities'),
  };
}

function isSaid(json: unknown, name: string): boolean {
  return isJsonObject(json) && typeof json[name] === 'boolean';
}

function comparable(account: UserAccount, name: keyof UserAccount): string {
  return name === 'authorities'
    ? JSON.stringify(account.authorities.map(authorityKey).sort())
    : JSON.stringify(account[name] ?? null);
}
