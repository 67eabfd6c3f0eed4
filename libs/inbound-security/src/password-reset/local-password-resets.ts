import type { ChangeAuthor } from '#protocol/administration/change-author';
import { sha256Base64Url } from '#protocol/hash';
import { untilCurrent } from '#protocol/administration/until-current';
import { recordChange } from '../administration/user-audit.js';
import type { PlannedChange } from '../administration/planned-user.js';
import type { UserWrites } from '../administration/user-writes.js';
import { deviceHash } from '../attempts/attempt-origin.js';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { newPasswordFault } from '../passwords/new-password-fault.js';
import { hashPassword } from '../passwords/password-hasher.js';
import { inTurn } from '../passwords/passwords.js';
import type { UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { usernameKey, usernameProblem } from '../accounts/username-key.js';
import { withPassword } from '../own-password/with-password.js';
import type { NewPasswordFault } from '../own-password.port.js';
import type { PasswordReset, PasswordResetOutcome, PasswordResets, ResettableLookup } from '../password-reset.port.js';
import { findAccounts } from '../stores/account-list.store.js';
import { accountOfRow, type AccountRow } from '../stores/account-row.js';
import { findResettable } from '../stores/resettable-account.store.js';
import { resettableAmong } from './resettable.js';

/** What it needs of its surroundings. */
export interface PasswordResetDependencies extends UserChangeDependencies {
  readonly writes: Pick<UserWrites, 'write'>;
}

/** `failedLoginAttempts`: a temporary lock ends, which whoever guessed has caused; the owner has shown who they are. */
const FIELDS = ['password', 'failedLoginAttempts'] as const;

/** {@link PasswordResets} of local modules. */
export class LocalPasswordResets implements PasswordResets {
  constructor(private readonly dependencies: PasswordResetDependencies) {}

  offers(moduleId: string): boolean {
    return this.instance(moduleId) !== undefined;
  }

  async find(moduleId: string, typed: string, deviceCookie?: string): Promise<ResettableLookup> {
    const { sql } = this.dependencies;
    const instance = this.instance(moduleId);
    if (instance === undefined) return { kind: 'none', reason: 'unknown-user' };
    const email = typed.trim();
    const isPossible = usernameProblem(typed) === undefined;
    const key = isPossible ? usernameKey(typed, instance.options.usernameCaseSensitive) : '';
    const isAsked = isPossible && !email.includes('\0');
    const keys = { moduleId, usernameKey: key, email: isAsked ? email : '', deviceHash: deviceHash(deviceCookie) };
    return resettableAmong(await findResettable(sql, keys));
  }

  async fault(moduleId: string, pid: number, newPassword: string): Promise<NewPasswordFault | undefined> {
    const owner = await this.owner(moduleId, pid);
    return owner && newPasswordFault(newPassword, accountOfRow(owner.row), owner.instance.options);
  }

  async reset(reset: PasswordReset): Promise<PasswordResetOutcome> {
    const { queue } = this.dependencies;
    const passwordHash = await inTurn(queue, (slot) => hashPassword(slot, reset.newPassword));
    const outcome = await untilCurrent({}, () => this.attempt(reset, passwordHash));
    return outcome.kind === 'stale' ? { kind: 'gone' } : outcome;
  }

  private async attempt(
    { moduleId, pid, securityVersion, emailHash, remoteAddress }: PasswordReset,
    passwordHash: string,
  ): Promise<PasswordResetOutcome | { readonly kind: 'stale' }> {
    const owner = await this.owner(moduleId, pid);
    if (owner?.row.security_version !== securityVersion || sha256Base64Url(owner.row.email) !== emailHash)
      return { kind: 'gone' };
    const { row, instance } = owner;
    const change: PlannedChange = { ...withPassword(row, instance, passwordHash, FIELDS), byMail: true };
    const { changed } = await this.dependencies.writes.write({ moduleId, creations: [], changes: [change] });
    const endedSessions = changed.get(pid);
    if (endedSessions === undefined) return { kind: 'stale' };
    const { username, email } = row;
    const author: ChangeAuthor = {
      ...{ kind: 'user', actor: username, userPid: pid, userModuleId: moduleId, remoteAddress },
    };
    const detail = { change: 'changed', fields: FIELDS, endedSessions } as const;
    await recordChange(this.dependencies.audit, author, { moduleId, pid, username }, detail);
    return { kind: 'changed', account: { pid, username, email, securityVersion: securityVersion + 1 } };
  }

  /** Whoever may have a new password now. */
  private async owner(
    moduleId: string,
    pid: number,
  ): Promise<{ readonly row: AccountRow; readonly instance: AccountsInstance } | undefined> {
    const { sql } = this.dependencies;
    const instance = this.instance(moduleId);
    const [row] = instance === undefined ? [] : await findAccounts(sql, instance, [pid]);
    if (row === undefined || instance === undefined) return undefined;
    const isShut = row.account_locked || row.account_disabled;
    return isShut || row.external || row.is_system_user || row.service_account ? undefined : { row, instance };
  }

  /** A module that has the passwords of its people itself. */
  private instance(moduleId: string): AccountsInstance | undefined {
    const instance = this.dependencies.instances.get(moduleId);
    return instance?.passwordsAt === undefined ? instance : undefined;
  }
}
