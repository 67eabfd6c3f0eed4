import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { HashSlot } from '#slow-hashing/slow-hashing.port';
import { isChoosable } from '../registration/chosen-username.js';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { hashPassword } from '../passwords/password-hasher.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';
import { formerNamesAmong } from '../stores/former-names.store.js';
import { planCreation } from './planned-user.js';
import { reservedAmong } from './reserved-among.js';
import { recordChange } from './user-audit.js';

/** Somebody whom nobody knows, and the password that they chose by typing it. */
export interface UnknownUser {
  readonly username: string;
  readonly password: string;
}

const SIGN_IN: ChangeAuthor = { kind: 'server', actor: 'create_unknown_users' };

/**
 * Makes an account, without any permission, for a name that nobody has (`create_unknown_users`). False where the name or the password cannot be one
 * here, or somebody else has the name by now.
 */
export async function createUnknownUser(
  { sql, writes, audit, reserved }: Pick<UserAdministrationDependencies, 'sql' | 'writes' | 'audit' | 'reserved'>,
  instance: AccountsInstance,
  unknown: UnknownUser,
  slot: HashSlot,
): Promise<boolean> {
  const { password } = unknown;
  const username = unknown.username.trim();
  const json = { username, password };
  const { moduleId } = instance;
  if (!isChoosable(username) || (await reserved.isLikeClientId(moduleId, username))) return false;
  const planning = {
    ...{ instance, author: SIGN_IN, reserved: await reservedAmong(reserved, moduleId, [json]) },
    // What is typed is a password, whatever it looks like; it is hashed in the turn of this sign-in.
    passwords: { stored: () => hashPassword(slot, password), isSame: () => Promise.resolve(false) },
  };
  const plan = await planCreation(json, planning);
  if (plan.kind !== 'creation') return false;
  const { usernameKey } = plan.account;
  if ((await formerNamesAmong(sql, moduleId, [usernameKey])).size > 0) return false;
  const { created } = await writes.write({ moduleId, creations: [{ ...plan.account, selfMade: true }], changes: [] });
  const pid = created.get(usernameKey);
  if (pid === undefined) return false;
  await recordChange(audit, SIGN_IN, { moduleId, pid, username }, { change: 'created' });
  return true;
}
