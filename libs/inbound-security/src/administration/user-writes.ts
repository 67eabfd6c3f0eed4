import type { BrowserSessions } from '#browser-session/browser-session.port';
import type { Sql } from '#database/sql.port';
import { isSecretReference } from '#protocol/administration/secret-reference';
import { administratorRank, type AdministratorRank } from '#protocol/user/administrator-rank';
import type { LastLook, ReservedNames } from '../reserved-names.port.js';
import { userTopic } from '../accounts/cached-users.js';
import type { UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import type { AccountRow } from '../stores/account-row.js';
import {
  archiveAccount,
  forgetDevices,
  forgetPasswordFailures,
  insertAccounts,
  updateAccounts,
  type AccountToStore,
  type AccountUpdate,
} from '../stores/account-write.store.js';
import { forgetFactorFailures } from '../stores/factor-failures.store.js';
import { connectIdentity, ownersOf, replaceIdentities } from '../stores/external-identity.store.js';
import { holdNamesForUsers } from '../names-lock.port.js';
import { highestRankWithout, rankOf } from '../stores/administrators.store.js';
import { withoutSharedMailboxes } from './one-account-per-mailbox.js';
import type { PlannedChange } from './planned-user.js';

/** What is to be written for one module. */
export interface UserWrite {
  readonly moduleId: string;
  readonly creations: readonly AccountToStore[];
  readonly changes: readonly PlannedChange[];
}

/** What was written. */
export interface WrittenUsers {
  /** Pids of new users by the one spelling of their names; a name that is missing was taken meanwhile. */
  readonly created: ReadonlyMap<string, number>;
  /** Pids of changed users, and how many browser sessions of theirs ended; who is missing was changed by somebody else meanwhile. */
  readonly changed: ReadonlyMap<number, number>;
  /** Pids of administrators who have to stay, because there would be none of their rank (F-54); nothing of theirs was written. */
  readonly indispensable: ReadonlySet<number>;
}

/** How the deletion of a user ended. */
export type Deletion =
  | { readonly kind: 'deleted'; readonly endedSessions: number }
  | { readonly kind: 'stale' }
  | { readonly kind: 'indispensable' };

/** Writes changes of users: each call is one transaction that also ends sessions and tells all nodes; this one knows of it before the call ends. */
export class UserWrites {
  constructor(
    private readonly dependencies: Pick<UserChangeDependencies, 'sql' | 'changes' | 'instances'>,
    private readonly sessions: Pick<BrowserSessions, 'endEverywhere'>,
    private readonly reserved: Pick<ReservedNames, 'lastLook'>,
  ) {}

  async write(write: UserWrite): Promise<WrittenUsers> {
    const lastLook = await this.reserved.lastLook(write.moduleId);
    const written = await this.dependencies.sql.transaction(async (sql) => {
      const { moduleId, creations, changes } = await withoutOthers(sql, await withoutClients(sql, write, lastLook));
      const indispensable = await this.indispensable(sql, changes);
      const free = changes.filter(({ before }) => !indispensable.has(before.pid));
      const created = await insertAccounts(sql, await withoutSharedMailboxes(sql, moduleId, creations));
      const pids = await updateAccounts(
        sql,
        free.map(({ update }) => update),
      );
      const changed = await this.after(
        sql,
        moduleId,
        free.filter(({ before }) => pids.has(before.pid)),
      );
      await connect(sql, creations, created);
      await this.announce(sql, moduleId, [...changed.keys()]);
      return { created, changed, indispensable };
    });
    if (written.changed.size > 0) await this.dependencies.changes.caughtUp();
    return written;
  }

  /** Pids of those whom a write would leave alone, on trial. */
  indispensableAmong(changes: readonly PlannedChange[]): Promise<ReadonlySet<number>> {
    return this.dependencies.sql.transaction((sql) => this.indispensable(sql, changes));
  }

  /** Ends the person's sessions everywhere, inside the caller's transaction; how many. */
  async endSessions(sql: Sql, pid: number): Promise<number> {
    return (await this.sessions.endEverywhere(sql, pid)).length;
  }

  async delete(row: AccountRow): Promise<Deletion> {
    const deletion = await this.dependencies.sql.transaction(async (sql): Promise<Deletion> => {
      const { pid, module_id: moduleId, version } = row;
      const rank = rankOf(row);
      if (rank > 0 && rank > (await this.rankWithout(sql, [pid]))) return { kind: 'indispensable' };
      if (!(await archiveAccount(sql, pid, version))) return { kind: 'stale' };
      await forgetPasswordFailures(sql, moduleId, [pid]);
      await forgetFactorFailures(sql, moduleId, [pid]);
      await forgetDevices(sql, [pid]);
      const ended = await this.sessions.endEverywhere(sql, pid);
      await this.announce(sql, moduleId, [pid]);
      return { kind: 'deleted', endedSessions: ended.length };
    });
    if (deletion.kind === 'deleted') await this.dependencies.changes.caughtUp();
    return deletion;
  }

  /** What follows from changes that were made. */
  private async after(
    sql: Sql,
    moduleId: string,
    changes: readonly PlannedChange[],
  ): Promise<ReadonlyMap<number, number>> {
    const pidsWhere = (condition: (change: PlannedChange) => boolean): readonly number[] =>
      changes.filter(condition).map(({ before }) => before.pid);
    await forgetPasswordFailures(sql, moduleId, pidsWhere(endsLock));
    await forgetFactorFailures(
      sql,
      moduleId,
      pidsWhere((change) => endsLock(change) && change.byMail !== true),
    );
    await forgetDevices(
      sql,
      pidsWhere(({ fields }) => fields.includes('password')),
    );
    for (const { update, fields } of changes)
      if (fields.includes('externalIdentities')) await replaceIdentities(sql, update.pid, update.identities ?? []);
    const ended = new Map(changes.map(({ before }) => [before.pid, 0]));
    for (const pid of pidsWhere(({ endsSessions }) => endsSessions))
      ended.set(pid, (await this.sessions.endEverywhere(sql, pid)).length);
    return ended;
  }

  private async announce(sql: Sql, moduleId: string, pids: readonly number[]): Promise<void> {
    if (pids.length > 0) await this.dependencies.changes.announce(sql, userTopic(moduleId), pids.map(String));
  }

  private async indispensable(sql: Sql, changes: readonly PlannedChange[]): Promise<ReadonlySet<number>> {
    const leaving = changes.filter((change) => rankOf(change.before) > rankAfter(change));
    if (leaving.length === 0) return new Set();
    const pids = leaving.map(({ before }) => before.pid);
    const staying = await this.rankWithout(sql, pids);
    return new Set(leaving.filter(({ before }) => rankOf(before) > staying).map(({ before }) => before.pid));
  }

  private rankWithout(sql: Sql, pids: readonly number[]): Promise<AdministratorRank> {
    return highestRankWithout(sql, { pids, moduleIds: [...this.dependencies.instances.keys()] });
  }
}

/** Without those whose new name became the id of a client meanwhile (ruling 49). */
async function withoutClients(sql: Sql, write: UserWrite, lastLook: LastLook): Promise<UserWrite> {
  const renamed = write.changes.filter(isRenamed);
  const named = [...write.creations, ...renamed.map(({ update }) => update)];
  if (named.length === 0) return write;
  const names = named.map(({ account }) => account.username);
  const taken = new Set(await lastLook(sql, names));
  return {
    ...write,
    creations: write.creations.filter(({ account }) => !taken.has(account.username)),
    changes: write.changes.filter((change) => !isRenamed(change) || !taken.has(change.update.account.username)),
  };
}

/** Without those who would have an identity that somebody else has got meanwhile: it says who somebody is, and nobody is two. */
async function withoutOthers(sql: Sql, write: UserWrite): Promise<UserWrite> {
  const wanted = [...write.creations, ...write.changes.map(({ update }) => update)].flatMap(identitiesOf);
  if (wanted.length === 0) return write;
  await holdNamesForUsers(sql);
  const owners = new Map((await ownersOf(sql, write.moduleId, wanted)).map((each) => [each.identity_hash, each.pid]));
  const isFree = (account: AccountToStore | AccountUpdate): boolean => {
    const own = 'pid' in account ? account.pid : NOBODY;
    const hashes = identitiesOf(account).map(({ identityHash }) => identityHash);
    if (hashes.some((hash) => (owners.get(hash) ?? own) !== own)) return false;
    for (const hash of hashes) owners.set(hash, own === NOBODY ? SOMEBODY_NEW : own);
    return true;
  };
  return {
    ...write,
    changes: write.changes.filter(({ update }) => isFree(update)),
    creations: write.creations.filter(isFree),
  };
}

/** In place of pids that are not there yet. */
const [NOBODY, SOMEBODY_NEW] = [0, -1];

function identitiesOf({ identities = [] }: Pick<AccountToStore, 'identities'>) {
  return identities;
}

async function connect(
  sql: Sql,
  creations: readonly AccountToStore[],
  created: ReadonlyMap<string, number>,
): Promise<void> {
  for (const { usernameKey, identities = [] } of creations) {
    const pid = created.get(usernameKey);
    if (pid !== undefined) for (const identity of identities) await connectIdentity(sql, identity, pid);
  }
}

function isRenamed({ before, update }: PlannedChange): boolean {
  return update.account.username !== before.username;
}

function endsLock({ fields, update }: PlannedChange): boolean {
  return fields.includes('failedLoginAttempts') || (fields.includes('accountLocked') && !update.account.accountLocked);
}

function rankAfter({ before, update }: PlannedChange): AdministratorRank {
  const { passwordHash } = update;
  const canSignIn = passwordHash === undefined ? before.password_state === 'set' : !isSecretReference(passwordHash);
  return administratorRank(update.account, canSignIn);
}
