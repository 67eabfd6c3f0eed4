import { isStale } from '#protocol/administration/based-on';
import { requireBatchSize, type BulkEntry, type BulkOutcome } from '#protocol/administration/bulk-change';
import type { ModuleKey } from '#protocol/administration/module-key';
import { untilCurrent } from '#protocol/administration/until-current';
import { pageOf, type Page } from '#protocol/administration/page';
import { deletionRefusal } from '#protocol/user/user-change-rules';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { searchPatterns } from '../accounts/user-search.js';
import { usernameKey } from '../accounts/username-key.js';
import {
  accountPortion,
  findAccounts,
  findAccountsByName,
  listAccounts,
  passwordHashes,
} from '../stores/account-list.store.js';
import { recordOfRow, type AccountRow } from '../stores/account-row.js';
import { countFactors } from '../stores/factor-count.store.js';
import type {
  AdministeredUser,
  ExportedUser,
  FactorCounts,
  UserAdministration,
  UserChangeOptions,
  UserCreated,
  UserCreation,
  UserDeleted,
  UserImport,
  UserKey,
  UserListRequest,
  UserReplaced,
} from '../user-administration.port.js';
import { placeEntries, type PlacedEntry } from './batch-entry.js';
import { entryText } from './entry-text.js';
import type { Passkey } from '../passkeys.port.js';
import { passkeyOf } from '../passkeys/passkey-of.js';
import { listPasskeys } from '../stores/passkey.store.js';
import { removeUserPasskey } from './passkey-removal.js';
import { resetSecondFactor } from './second-factor-reset.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';
import { recordChange, recordDenial } from './user-audit.js';
import { UserBatch } from './user-batch.js';
import { UserCreations } from './user-creation.js';
import { lastAdministrator, UserReplacements } from './user-replacement.js';
import { administeredUser, exportedUser } from './user-views.js';

/** Users of one statement of an export. */
const PORTION = 500;

/** Administration of the users of inbound modules. */
export class StoredUserAdministration implements UserAdministration {
  private readonly creations: UserCreations;
  private readonly replacements: UserReplacements;

  constructor(private readonly dependencies: UserAdministrationDependencies) {
    this.creations = new UserCreations(dependencies);
    this.replacements = new UserReplacements(dependencies);
  }

  async list(module: ModuleKey, request: UserListRequest): Promise<Page<AdministeredUser> | undefined> {
    const instance = this.instance(module);
    if (instance === undefined) return undefined;
    const { pageIndex, pageSize: limit, searchTerm } = request;
    const { total, rows } = await listAccounts(this.dependencies.sql, {
      ...{ module: instance, patterns: searchPatterns(searchTerm ?? '') },
      ...{ limit, offset: pageIndex * limit },
    });
    return pageOf((await this.dependencies.identities.named(rows)).map(administeredUser), total, request);
  }

  async find(key: UserKey): Promise<AdministeredUser | undefined> {
    const row = await this.row(key);
    return row === undefined ? undefined : administeredUser(row);
  }

  async findByName(module: ModuleKey, username: string): Promise<AdministeredUser | undefined> {
    const instance = this.instance(module);
    const name = entryText({ username }, 'username');
    if (instance === undefined || name === undefined) return undefined;
    const key = usernameKey(name, instance.options.usernameCaseSensitive);
    const { sql, identities } = this.dependencies;
    const [row] = await identities.named(await findAccountsByName(sql, instance, [key]));
    return row === undefined ? undefined : administeredUser(row);
  }

  async create(module: ModuleKey, json: unknown, creation: UserCreation): Promise<UserCreated> {
    const instance = this.instance(module);
    return instance === undefined ? { kind: 'unknown' } : this.creations.create(instance, json, creation);
  }

  async replace(key: UserKey, json: unknown, options: UserChangeOptions): Promise<UserReplaced> {
    const instance = this.instance(key);
    if (instance === undefined) return { kind: 'unknown' };
    return this.replacements.replace({ ...options, instance, pid: key.pid, json });
  }

  remove(key: UserKey, options: UserChangeOptions): Promise<UserDeleted> {
    return untilCurrent(options, () => this.removeOnce(key, options));
  }

  async resetSecondFactor(key: UserKey, options: UserChangeOptions): Promise<UserDeleted> {
    const row = await this.row(key);
    return row === undefined ? { kind: 'unknown' } : resetSecondFactor(this.dependencies, row, options);
  }

  async passkeys(key: UserKey): Promise<readonly Passkey[] | undefined> {
    const row = await this.row(key);
    return row && (await listPasskeys(this.dependencies.sql, row.pid)).map(passkeyOf);
  }

  async removePasskey(key: UserKey, id: string, options: UserChangeOptions): Promise<UserDeleted> {
    const row = await this.row(key);
    return row === undefined ? { kind: 'unknown' } : removeUserPasskey(this.dependencies, row, { id, options });
  }

  async *each(): AsyncIterable<ExportedUser> {
    const { sql, instances } = this.dependencies;
    for (const [, instance] of [...instances].sort(([one], [other]) => (one < other ? -1 : 1))) {
      let rows = await accountPortion(sql, instance, '', PORTION);
      while (rows.length > 0) {
        yield* await this.exported(rows);
        rows = await accountPortion(sql, instance, rows.at(-1)?.username_key ?? '', PORTION);
      }
    }
  }

  factorCounts(): Promise<FactorCounts> {
    const { sql, instances } = this.dependencies;
    return countFactors(sql, [...instances.keys()]);
  }

  async importBatch(entries: readonly BulkEntry[], request: UserImport): Promise<readonly BulkOutcome[]> {
    requireBatchSize(entries);
    const placed = placeEntries(entries, this.dependencies.instances, request.defaultModuleId);
    const outcomes = new Map<number, BulkOutcome>();
    for (const entry of placed)
      if ('problems' in entry)
        outcomes.set(entry.place, { kind: 'refused', problems: entry.problems, unknownFields: [], warnings: [] });
    const known = placed.filter((entry): entry is PlacedEntry => 'instance' in entry);
    for (const [instance, own] of Map.groupBy(known, (entry) => entry.instance)) {
      const batch = await new UserBatch(this.dependencies, instance, request).run(own);
      batch.forEach((outcome, index) => outcomes.set(own[index]?.place ?? -1, outcome));
    }
    return placed.flatMap(({ place }) => outcomes.get(place) ?? []);
  }

  private async removeOnce(key: UserKey, options: UserChangeOptions): Promise<UserDeleted> {
    const { author } = options;
    const { audit, writes } = this.dependencies;
    const row = await this.row(key);
    if (row === undefined) return { kind: 'unknown' };
    if (isStale(options, row.version)) return { kind: 'stale' };
    const user = { moduleId: row.module_id, pid: row.pid, username: row.username };
    const refusal = deletionRefusal(author, recordOfRow(row));
    if (refusal?.kind === 'forbidden') await recordDenial(audit, author, user, { change: 'deleted' });
    if (refusal !== undefined) return refusal;
    const deletion = await writes.delete(row);
    if (deletion.kind === 'indispensable') return lastAdministrator();
    if (deletion.kind === 'stale') return deletion;
    await recordChange(audit, author, user, { change: 'deleted', endedSessions: deletion.endedSessions });
    return { kind: 'changed' };
  }

  private async exported(rows: readonly AccountRow[]): Promise<readonly ExportedUser[]> {
    const pending = rows.filter(({ password_state }) => password_state === 'pending').map(({ pid }) => pid);
    const references = pending.length === 0 ? undefined : await passwordHashes(this.dependencies.sql, pending);
    const named = await this.dependencies.identities.named(rows);
    return named.map((row) => exportedUser(row, references?.get(row.pid)));
  }

  private async row(key: UserKey): Promise<AccountRow | undefined> {
    const instance = this.instance(key);
    if (instance === undefined) return undefined;
    const { sql, identities } = this.dependencies;
    const [row] = await identities.named(await findAccounts(sql, instance, [key.pid]));
    return row;
  }

  private instance({ nodeId, moduleId }: ModuleKey): AccountsInstance | undefined {
    const instance = this.dependencies.instances.get(moduleId);
    return instance?.nodeId === nodeId ? instance : undefined;
  }
}
