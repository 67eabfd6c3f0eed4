import type { ChangeAuthor } from '#protocol/administration/change-author';
import { untilCurrent } from '#protocol/administration/until-current';
import { equalInConstantTime } from '#protocol/constant-time';
import { sha256Base64Url } from '#protocol/hash';
import { expandRoles } from '#protocol/permissions/roles';
import { recordChange } from '../administration/user-audit.js';
import type { UserWrites } from '../administration/user-writes.js';
import { newDeviceCookie } from '../attempts/attempt-origin.js';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { newPasswordFault } from '../passwords/new-password-fault.js';
import { hashPassword } from '../passwords/password-hasher.js';
import { inTurn } from '../passwords/passwords.js';
import type { UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import type {
  NewPasswordFault,
  OwnPasswordChange,
  OwnPasswordOutcome,
  OwnPasswordProof,
  OwnPasswordProofOutcome,
  OwnPasswords,
  PasswordRules,
} from '../own-password.port.js';
import { findAccounts } from '../stores/account-list.store.js';
import { accountOfRow, type AccountRow } from '../stores/account-row.js';
import type { SignInStore } from '../stores/sign-in.store.js';
import type { UserAuthenticator } from '../user-authenticator.port.js';
import type { UserDirectory } from '../user-directory.port.js';
import { passwordRules } from './password-rules.js';
import { withPassword } from './with-password.js';

/** What it needs of its surroundings. */
export interface OwnPasswordDependencies extends UserChangeDependencies {
  readonly writes: Pick<UserWrites, 'write'>;
  readonly authenticator: UserAuthenticator;
  readonly directory: Pick<UserDirectory, 'usable'>;
  readonly store: Pick<SignInStore, 'knowDevice'>;
}

/** The permission of the product. */
const PERMISSION = 'CHANGE_OWN_PASSWORD';
const FIELDS = ['password'] as const;

/** Somebody who has a password here, as long as their account is in this version. */
interface Owner {
  readonly instance: AccountsInstance;
  readonly row: AccountRow;
}

/** The passwords of local inbound modules, changed by their owners. */
export class LocalOwnPasswords implements OwnPasswords {
  constructor(private readonly dependencies: OwnPasswordDependencies) {}

  async mayChange(moduleId: string, pid: number): Promise<boolean> {
    return (await this.owner(moduleId, pid)) !== undefined;
  }

  rules(moduleId: string): PasswordRules {
    const instance = this.dependencies.instances.get(moduleId);
    return instance === undefined ? {} : passwordRules(instance.options);
  }

  async isKept(moduleId: string, pid: number): Promise<boolean> {
    return (await this.kept(moduleId, pid)) !== undefined;
  }

  async prove(proof: OwnPasswordProof): Promise<OwnPasswordProofOutcome> {
    const kept = await this.kept(proof.moduleId, proof.pid);
    return kept === undefined ? { kind: 'forbidden' } : this.proved(kept, proof);
  }

  async change(change: OwnPasswordChange): Promise<OwnPasswordOutcome> {
    const outcome = await untilCurrent({}, () => this.attempt(change));
    // Somebody else changes the account all the time; whoever asked may try again.
    return outcome.kind === 'stale' ? { kind: 'unavailable', cause: new Error('The account keeps changing') } : outcome;
  }

  private async attempt(change: OwnPasswordChange): Promise<OwnPasswordOutcome | { readonly kind: 'stale' }> {
    const { moduleId, pid, newPassword } = change;
    const owner = await this.owner(moduleId, pid);
    if (owner === undefined) return { kind: 'forbidden' };
    const fault = faultOf(change, owner);
    if (fault !== undefined) return { kind: 'unsuitable', fault };
    const outcome = await this.proved(owner, change);
    if (outcome.kind !== 'proved') return outcome;
    return this.write(owner, newPassword, { ...change, deviceCookie: outcome.deviceCookie ?? newDeviceCookie() });
  }

  private async proved({ row }: Owner, proof: OwnPasswordProof): Promise<OwnPasswordProofOutcome> {
    const { moduleId, pid, currentPassword: password, remoteAddress, deviceCookie: known } = proof;
    const device = known === undefined ? {} : { deviceCookie: known };
    const attempt = { username: row.username, password, remoteAddress, ...device };
    const outcome = await this.dependencies.authenticator.authenticate(moduleId, attempt);
    if (outcome.kind !== 'authenticated') return outcome;
    if (outcome.user.pid !== pid) return { kind: 'forbidden' };
    const { deviceCookie } = outcome;
    return { kind: 'proved', ...(deviceCookie !== undefined && { deviceCookie }) };
  }

  private async write(
    { instance, row }: Owner,
    newPassword: string,
    { remoteAddress, deviceCookie }: { readonly remoteAddress: string; readonly deviceCookie: string },
  ): Promise<OwnPasswordOutcome | { readonly kind: 'stale' }> {
    const { queue, writes, audit, store } = this.dependencies;
    const { moduleId } = instance;
    const { pid, username } = row;
    const passwordHash = await inTurn(queue, (slot) => hashPassword(slot, newPassword));
    const change = withPassword(row, instance, passwordHash);
    const { changed } = await writes.write({ moduleId, creations: [], changes: [change] });
    const endedSessions = changed.get(pid);
    if (endedSessions === undefined) return { kind: 'stale' };
    const author: ChangeAuthor = {
      ...{ kind: 'user', actor: username, userPid: pid, userModuleId: moduleId, remoteAddress },
    };
    const detail = { change: 'changed', fields: FIELDS, endedSessions } as const;
    await recordChange(audit, author, { moduleId, pid, username }, detail);
    await store.knowDevice(moduleId, pid, sha256Base64Url(deviceCookie));
    return { kind: 'changed', username, deviceCookie };
  }

  private async owner(moduleId: string, pid: number): Promise<Owner | undefined> {
    const user = await this.dependencies.directory.usable(moduleId, pid);
    return user !== undefined && isPermitted(user.authorities) ? this.kept(moduleId, pid) : undefined;
  }

  /** Who has a password here. */
  private async kept(moduleId: string, pid: number): Promise<Owner | undefined> {
    const { instances, sql } = this.dependencies;
    const instance = instances.get(moduleId);
    if (instance === undefined) return undefined;
    const [row] = await findAccounts(sql, instance, [pid]);
    const hasPassword = row !== undefined && !row.external && !row.is_system_user && row.password_state === 'set';
    return hasPassword ? { instance, row } : undefined;
  }
}

function isPermitted(authorities: Parameters<typeof expandRoles>[0]): boolean {
  return expandRoles(authorities).some(
    ({ permission, argument }) => permission === PERMISSION && argument === undefined,
  );
}

function faultOf({ currentPassword, newPassword }: OwnPasswordChange, owner: Owner): NewPasswordFault | undefined {
  if (newPassword !== '' && equalInConstantTime(newPassword, currentPassword)) return 'same';
  return newPasswordFault(newPassword, accountOfRow(owner.row), owner.instance.options);
}
