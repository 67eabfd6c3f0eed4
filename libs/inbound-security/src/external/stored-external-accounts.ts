import type { Sql } from '#database/sql.port';
import { recordChange } from '../administration/user-audit.js';
import { userTopic } from '../accounts/cached-users.js';
import type {
  ExternalAccounts,
  ExternalArrival,
  ExternalHolder,
  ExternalPerson,
  ExternalRefusal,
  ForeseenArrival,
} from '../external-accounts.port.js';
import { instanceOf } from '../accounts/accounts-instance.js';
import { storedForm } from '../accounts/new-account.js';
import type { UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { holdNamesForUsers } from '../names-lock.port.js';
import type { LastLook, ReservedNames } from '../reserved-names.port.js';
import { insertAccounts, type AccountToStore } from '../stores/account-write.store.js';
import {
  connectIdentity,
  describeExternal,
  findExternal,
  findUntaken,
  type ExternalRow,
} from '../stores/external-identity.store.js';
import { formerNamesAmong } from '../stores/former-names.store.js';
import { directoryUser, type UserRow } from '../stores/user-row.js';
import { mayClaim, refusalOf } from './external-standing.js';
import { ForeseenAccounts } from './foreseen-accounts.js';
import { newExternalAccount, storedDescription, storedIdentity, usableNames } from './stored-external.js';

const AUTHOR = { kind: 'server', actor: 'sign-in' } as const;

/** The account that somebody new would have under one of their names. */
type NamedAccount = Omit<AccountToStore, 'passwordHash'>;

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
  private readonly foreseen: ForeseenAccounts;

  constructor(
    private readonly dependencies: Pick<UserChangeDependencies, 'sql' | 'changes' | 'audit' | 'instances'>,
    private readonly reserved: Pick<ReservedNames, 'lastLook'>,
  ) {
    this.foreseen = new ForeseenAccounts(dependencies, reserved);
  }

  foresee(holder: ExternalHolder, usernames: readonly string[]): Promise<ForeseenArrival> {
    return this.foreseen.of(holder, usernames);
  }

  async arrive(person: ExternalPerson, usernames: readonly string[]): Promise<ExternalArrival> {
    const names = usableNames(person, usernames);
    if (names.length === 0) return { kind: 'refused', reason: 'unusable-name' };
    const { sql, changes, audit } = this.dependencies;
    const known = await findExternal(sql, storedIdentity(person));
    const { arrival, isNew, isDifferent } =
      known === undefined || mayClaim(person, known)
        ? await this.firstTime(person, names)
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
    return { arrival: { kind: 'arrived', user: this.arrived(person, now) }, isDifferent };
  }

  /** Two who come at once are one after the other: the second one finds what the first one made. */
  private async firstTime(person: ExternalPerson, usernames: readonly string[]): Promise<Visit> {
    const lastLook = await this.reserved.lastLook(person.moduleId);
    return this.dependencies.sql.transaction(async (sql) => {
      await holdNamesForUsers(sql);
      const known = await findExternal(sql, storedIdentity(person));
      if (known !== undefined && !mayClaim(person, known)) return this.again(sql, person, known);
      for (const username of usernames) {
        const named = this.named(person, username);
        const claimed = await this.claim(sql, person, named);
        if (claimed !== undefined) return claimed;
        const isFree = known === undefined && (await this.isFree(sql, named, lastLook));
        const created = isFree ? await this.create(sql, person, named) : undefined;
        if (created !== undefined) return created;
      }
      return known === undefined ? nameTaken : this.again(sql, person, known);
    });
  }

  /** Undefined where there is no account of the name that the person may take over. */
  private async claim(sql: Sql, person: ExternalPerson, { usernameKey }: NamedAccount): Promise<Visit | undefined> {
    if (person.claimsUntaken !== true) return undefined;
    const untaken = await findUntaken(sql, person.moduleId, usernameKey);
    if (untaken === undefined) return undefined;
    await connectIdentity(sql, storedIdentity(person), untaken.pid);
    return this.again(sql, person, untaken);
  }

  /** Neither an app has it, nor had somebody who is deleted: apps would take the person for whoever had the name before. */
  private async isFree(sql: Sql, { account, usernameKey }: NamedAccount, lastLook: LastLook): Promise<boolean> {
    if ((await lastLook(sql, [account.username])).length > 0) return false;
    return (await formerNamesAmong(sql, account.moduleId, [usernameKey])).size === 0;
  }

  /** Undefined where somebody else has the name. */
  private async create(sql: Sql, person: ExternalPerson, named: NamedAccount): Promise<Visit | undefined> {
    const pid = (await insertAccounts(sql, [{ ...named, passwordHash: null }])).get(named.usernameKey);
    if (pid === undefined) return undefined;
    await connectIdentity(sql, storedIdentity(person), pid);
    const row = await describeExternal(sql, pid, storedDescription(person, named.account.username));
    if (row === undefined) throw new Error(`The new account ${String(pid)} cannot be written`);
    return { arrival: { kind: 'arrived', user: this.arrived(person, row) }, isNew: true };
  }

  private named(person: ExternalPerson, username: string): NamedAccount {
    const instance = instanceOf(this.dependencies.instances, person.moduleId);
    return storedForm(newExternalAccount(person, username, instance.nodeId), instance);
  }

  private refused(reason: ExternalRefusal, row: UserRow): Visit {
    return { arrival: { kind: 'refused', reason, user: this.user(row) } };
  }

  private arrived({ details }: ExternalPerson, row: UserRow) {
    return this.user(details === undefined ? { ...row, sign_in_details: {} } : row);
  }

  private user(row: UserRow) {
    return directoryUser(row, this.dependencies.instances.get(row.module_id)?.nodeId ?? row.node_id);
  }
}

/** Whether readers may go on with what they remember. */
function isSame(before: UserRow, after: UserRow): boolean {
  return JSON.stringify(described(before)) === JSON.stringify(described(after));
}

function described({ family_name, given_name, email, sign_in_details }: UserRow) {
  return { family_name, given_name, email, sign_in_details };
}
