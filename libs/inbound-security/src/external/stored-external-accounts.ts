import type { Sql } from '#database/sql.port';
import { recordChange } from '../administration/user-audit.js';
import { userTopic } from '../accounts/cached-users.js';
import type { ExternalAccounts, ExternalArrival, ExternalPerson, ExternalRefusal } from '../external-accounts.port.js';
import { instanceOf } from '../accounts/accounts-instance.js';
import { storedForm } from '../accounts/new-account.js';
import type { UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { holdNamesForUsers } from '../names-lock.port.js';
import type { ReservedNames } from '../reserved-names.port.js';
import { insertAccounts } from '../stores/account-write.store.js';
import {
  connectIdentity,
  describeExternal,
  findExternal,
  findUntaken,
  type ExternalRow,
} from '../stores/external-identity.store.js';
import { formerNamesAmong } from '../stores/former-names.store.js';
import { directoryUser, type UserRow } from '../stores/user-row.js';
import { isUsable, newExternalAccount, storedDescription, storedIdentity } from './stored-external.js';

const AUTHOR = { kind: 'server', actor: 'sign-in' } as const;

/** What came of it, and what is to be done about it once it is written. */
interface Visit {
  readonly arrival: ExternalArrival;
  /** The account was made just now. */
  readonly isNew?: boolean;
  /** Others may remember it as it was. */
  readonly isDifferent?: boolean;
}

const nameTaken: Visit = { arrival: { kind: 'refused', reason: 'name-taken' } };

/** {@link ExternalAccounts} over the rows of all inbound modules. */
export class StoredExternalAccounts implements ExternalAccounts {
  constructor(
    private readonly dependencies: Pick<UserChangeDependencies, 'sql' | 'changes' | 'audit' | 'instances'>,
    private readonly reserved: Pick<ReservedNames, 'lastLook'>,
  ) {}

  async arrive(person: ExternalPerson): Promise<ExternalArrival> {
    if (!isUsable(person)) return { kind: 'refused', reason: 'unusable-name' };
    const { sql, changes, audit } = this.dependencies;
    const known = await findExternal(sql, storedIdentity(person));
    const { arrival, isNew, isDifferent } =
      known === undefined || mayClaim(person, known)
        ? await this.firstTime(person)
        : await sql.transaction((transaction) => this.again(transaction, person, known));
    if (isNew === true && arrival.user) await recordChange(audit, AUTHOR, arrival.user, { change: 'created' });
    if (isDifferent === true) await changes.caughtUp();
    return arrival;
  }

  private async again(sql: Sql, person: ExternalPerson, known: ExternalRow): Promise<Visit> {
    const refusal = refusalOf(known);
    if (refusal !== undefined) return this.refused(refusal, known);
    const now = await describeExternal(sql, known.pid, storedDescription(person, known.username));
    // Locked, disabled or deleted since it was read.
    if (now === undefined) return this.refused('disabled', known);
    const isDifferent = !isSame(known, now);
    if (isDifferent) await this.dependencies.changes.announce(sql, userTopic(person.moduleId), [String(now.pid)]);
    return { arrival: { kind: 'arrived', user: this.user(now) }, isDifferent };
  }

  /** Two who come at once are one after the other: the second one finds what the first one made. */
  private async firstTime(person: ExternalPerson): Promise<Visit> {
    const lastLook = await this.reserved.lastLook(person.moduleId);
    return this.dependencies.sql.transaction(async (sql) => {
      await holdNamesForUsers(sql);
      const known = await findExternal(sql, storedIdentity(person));
      if (known !== undefined && !mayClaim(person, known)) return this.again(sql, person, known);
      const untaken = person.claimsUntaken === true ? await this.untaken(sql, person) : undefined;
      if (untaken !== undefined) return this.claim(sql, person, untaken);
      if (known !== undefined) return this.again(sql, person, known);
      const isReserved = (await lastLook(sql, [person.username])).length > 0;
      return isReserved || (await this.isFormer(sql, person)) ? nameTaken : this.create(sql, person);
    });
  }

  private untaken(sql: Sql, person: ExternalPerson): Promise<ExternalRow | undefined> {
    return findUntaken(sql, person.moduleId, this.stored(person).usernameKey);
  }

  /** Apps would take them for whoever had the name before. */
  private async isFormer(sql: Sql, person: ExternalPerson): Promise<boolean> {
    return (await formerNamesAmong(sql, person.moduleId, [this.stored(person).usernameKey])).size > 0;
  }

  private async claim(sql: Sql, person: ExternalPerson, untaken: ExternalRow): Promise<Visit> {
    await connectIdentity(sql, storedIdentity(person), untaken.pid);
    return this.again(sql, person, untaken);
  }

  private async create(sql: Sql, person: ExternalPerson): Promise<Visit> {
    const stored = this.stored(person);
    const pid = (await insertAccounts(sql, [{ ...stored, passwordHash: null }])).get(stored.usernameKey);
    if (pid === undefined) return nameTaken;
    await connectIdentity(sql, storedIdentity(person), pid);
    const row = await describeExternal(sql, pid, storedDescription(person, person.username));
    if (row === undefined) throw new Error(`The new account ${String(pid)} cannot be written`);
    return { arrival: { kind: 'arrived', user: this.user(row) }, isNew: true };
  }

  private stored(person: ExternalPerson) {
    const instance = instanceOf(this.dependencies.instances, person.moduleId);
    return storedForm(newExternalAccount(person, instance.nodeId), instance);
  }

  private refused(reason: ExternalRefusal, row: UserRow): Visit {
    return { arrival: { kind: 'refused', reason, user: this.user(row) } };
  }

  private user(row: UserRow) {
    return directoryUser(row, this.dependencies.instances.get(row.module_id)?.nodeId ?? row.node_id);
  }
}

/** An administrator may have made another account since, for the same name. */
function mayClaim({ claimsUntaken }: ExternalPerson, known: ExternalRow): boolean {
  return known.is_deleted && claimsUntaken === true;
}

function refusalOf(known: ExternalRow): ExternalRefusal | undefined {
  const { account_locked, account_disabled, is_system_user, is_deleted } = known;
  if (is_deleted) return 'deleted';
  if (account_locked) return 'locked';
  return account_disabled || is_system_user ? 'disabled' : undefined;
}

/** Whether readers may go on with what they remember. */
function isSame(before: UserRow, after: UserRow): boolean {
  return JSON.stringify(described(before)) === JSON.stringify(described(after));
}

function described({ family_name, given_name, email, sign_in_details }: UserRow) {
  return { family_name, given_name, email, sign_in_details };
}
