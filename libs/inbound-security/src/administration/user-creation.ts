import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { isJsonObject } from '#protocol/json/json-object';
import { randomToken } from '#protocol/random';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { needsPassword, readUser } from '../accounts/read-user.js';
import { findAccounts } from '../stores/account-list.store.js';
import type { UserCreated, UserCreation } from '../user-administration.port.js';
import { entryText } from './entry-text.js';
import { formerAmong } from './former-among.js';
import { planCreation, type PlannedCreation } from './planned-user.js';
import { reservedAmong } from './reserved-among.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';
import { recordChange, recordDenial, type ChangedUser } from './user-audit.js';
import { administeredUser } from './user-views.js';

/** Creates one user. */
export class UserCreations {
  constructor(private readonly dependencies: UserAdministrationDependencies) {}

  async create(instance: AccountsInstance, json: unknown, creation: UserCreation): Promise<UserCreated> {
    const { passwords, audit } = this.dependencies;
    const { author } = creation;
    const generatedPassword = creation.generatePassword === true ? passwordFor(json, instance) : undefined;
    const complete = generatedPassword === undefined ? json : { ...(json as object), password: generatedPassword };
    const reserved = await reservedAmong(this.dependencies.reserved, instance.moduleId, [complete]);
    const former = await formerAmong(this.dependencies.sql, instance, [complete]);
    const plan = await planCreation(complete, {
      ...{ instance, author, passwords, reserved, former },
      identities: (entries) => this.dependencies.identities.resolve(instance, entries),
    });
    if (plan.kind !== 'creation') {
      if (plan.kind === 'forbidden') await recordDenial(audit, author, wanted(instance, json), { change: 'created' });
      return plan;
    }
    const created = await this.write(instance, plan, creation);
    return created.kind === 'created' && generatedPassword !== undefined ? { ...created, generatedPassword } : created;
  }

  private async write(
    instance: AccountsInstance,
    { account, unknownFields, warnings }: PlannedCreation,
    { author, selfMade = false }: UserCreation,
  ): Promise<UserCreated> {
    const { sql, writes, audit } = this.dependencies;
    const { moduleId } = instance;
    const { username } = account.account;
    const { created } = await writes.write({ moduleId, creations: [{ ...account, selfMade }], changes: [] });
    const pid = created.get(account.usernameKey);
    if (pid === undefined) return taken(username);
    await recordChange(audit, author, { moduleId, pid, username }, { change: 'created' });
    const [row] = await this.dependencies.identities.named(await findAccounts(sql, instance, [pid]));
    if (row === undefined) return { kind: 'unknown' };
    return { kind: 'created', user: administeredUser(row), unknownFields, warnings };
  }
}

/** The product's words; tools look for them (reference 12). */
export function taken(username: string): ChangeRefusal {
  const problem = `already exists: a user ${username}, written in this or another way, or a client`;
  return { kind: 'refused', problems: [{ field: 'username', problem, remedy: 'Choose another name' }] };
}

/** nobody can guess it, and nobody chose it. */
function passwordFor(json: unknown, instance: AccountsInstance): string | undefined {
  return isJsonObject(json) && needsPassword(readUser(json, instance).user) ? randomToken('', 16) : undefined;
}

/** Nobody's account yet. */
function wanted({ moduleId }: AccountsInstance, json: unknown): ChangedUser {
  return { moduleId, username: entryText(json, 'username') ?? '' };
}
