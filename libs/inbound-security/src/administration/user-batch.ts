import type { BulkOutcome } from '#protocol/administration/bulk-change';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { otherPid } from '#protocol/administration/kept-pid';
import { mostBcryptRounds, readPasswordHash } from '../passwords/password-hash.js';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { queuedPasswords, trialPasswords } from '../passwords/passwords.js';
import { findAccountsByName, passwordHashes } from '../stores/account-list.store.js';
import type { AccountRow } from '../stores/account-row.js';
import { keepablePids } from '../stores/account-write.store.js';
import type { UserImport } from '../user-administration.port.js';
import type { PlacedEntry } from './batch-entry.js';
import { formerAmong } from './former-among.js';
import { planChange, planCreation, type PlannedChange, type PlannedCreation, type Planning } from './planned-user.js';
import { reservedAmong } from './reserved-among.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';
import { recordChange } from './user-audit.js';
import { lastAdministrator } from './user-replacement.js';
import type { WrittenUsers } from './user-writes.js';

/** What is to become of an entry. */
type Plan = PlannedCreation | PlannedChange | ChangeRefusal;

/** In place of a pid that is only made with the account. */
const NOT_YET = 0;
const NO_NOTES = { unknownFields: [], warnings: [] } as const;
const NOTHING: WrittenUsers = { created: new Map(), changed: new Map(), indispensable: new Set() };

/** Takes over users of one module together: two statements to read them, two to write them, whatever their number. */
export class UserBatch {
  constructor(
    private readonly dependencies: UserAdministrationDependencies,
    private readonly instance: AccountsInstance,
    private readonly request: UserImport,
  ) {}

  /** What became of the entries, in their order. */
  async run(entries: readonly PlacedEntry[]): Promise<readonly BulkOutcome[]> {
    const plans = await this.plans(entries);
    const written = this.request.dryRun ? await this.trial(plans) : await this.write(plans);
    return plans.map((plan) => outcomeOf(plan, written));
  }

  private async plans(entries: readonly PlacedEntry[]): Promise<readonly Plan[]> {
    const { moduleId } = this.instance;
    const { sql, queue } = this.dependencies;
    const keys = entries.map(({ key }) => key);
    const { identities } = this.dependencies;
    const rows = await identities.named(await findAccountsByName(sql, this.instance, keys));
    const byKey = new Map(rows.map((row) => [row.username_key, row]));
    const hashes = await passwordHashes(
      sql,
      rows.map(({ pid }) => pid),
    );
    const jsons = entries.map(({ json }) => json);
    const reserved = await reservedAmong(this.dependencies.reserved, moduleId, jsons);
    const passwords = this.request.dryRun ? trialPasswords(queue) : queuedPasswords(queue);
    const { author } = this.request;
    const taken = { keepsPids: true, takesWeakPasswords: true };
    const former = await formerAmong(sql, this.instance, jsons);
    const planning: Planning = {
      ...{ instance: this.instance, author, passwords, reserved, former, ...taken },
      identities: (entries, pid) => identities.resolve(this.instance, entries, pid),
    };
    const plans: Plan[] = [];
    for (const entry of entries) plans.push(await this.plan(entry, byKey.get(entry.key), hashes, planning));
    return plans;
  }

  private async plan(
    { json, expectedVersion }: PlacedEntry,
    row: AccountRow | undefined,
    hashes: ReadonlyMap<number, string>,
    planning: Planning,
  ): Promise<Plan> {
    if (expectedVersion !== undefined && expectedVersion !== (row?.version ?? 0)) return { kind: 'stale' };
    if (row === undefined) return planCreation(json, planning);
    const hash = hashes.get(row.pid);
    // A hash that nobody can sign in by is no password that would have to be kept.
    const most = mostBcryptRounds(this.instance.options.passwordEncoding);
    const keepsPassword = this.request.mode === 'import' && readPasswordHash(hash ?? '', most) !== undefined;
    return planChange({ row, json, hash, keepsPassword, isForeign: true, endsLock: false }, planning);
  }

  /** Nobody else writes, so everything would be written. */
  private async trial(plans: readonly Plan[]): Promise<WrittenUsers> {
    const changes = plans.filter(isChange);
    const indispensable = await this.dependencies.writes.indispensableAmong(changes);
    const creations = plans.filter(isCreation).map(({ account }) => account);
    const pids = await keepablePids(this.dependencies.sql, creations);
    return {
      created: new Map(creations.map((account) => [account.usernameKey, pids.get(account) ?? NOT_YET])),
      changed: new Map(changes.map(({ before }) => [before.pid, 0])),
      indispensable,
    };
  }

  private async write(plans: readonly Plan[]): Promise<WrittenUsers> {
    const { moduleId } = this.instance;
    const changes = plans.filter(isChange);
    const creations = plans.filter(isCreation).map(({ account }) => account);
    if (changes.length + creations.length === 0) return NOTHING;
    const written = await this.dependencies.writes.write({ moduleId, creations, changes });
    await Promise.all(plans.map((plan) => this.record(plan, written)));
    return written;
  }

  private async record(plan: Plan, { created, changed }: WrittenUsers): Promise<void> {
    const { audit } = this.dependencies;
    const { author } = this.request;
    const { moduleId } = this.instance;
    if (isCreation(plan)) {
      const { account, usernameKey } = plan.account;
      const pid = created.get(usernameKey);
      const user = { moduleId, username: account.username };
      if (pid !== undefined) await recordChange(audit, author, { ...user, pid }, { change: 'created' });
    } else if (isChange(plan)) {
      const { pid, username } = plan.before;
      const endedSessions = changed.get(pid);
      const detail = { change: 'changed', fields: plan.fields, endedSessions: endedSessions ?? 0 } as const;
      if (endedSessions !== undefined) await recordChange(audit, author, { moduleId, pid, username }, detail);
    }
  }
}

function isCreation(plan: Plan): plan is PlannedCreation {
  return plan.kind === 'creation';
}

/** What changes nothing is not written. */
function isChange(plan: Plan): plan is PlannedChange {
  return plan.kind === 'change' && plan.fields.length > 0;
}

function outcomeOf(plan: Plan, { created, changed, indispensable }: WrittenUsers): BulkOutcome {
  if (plan.kind === 'creation') {
    const { unknownFields, warnings } = plan;
    const pid = created.get(plan.account.usernameKey);
    if (pid === undefined) return { kind: 'stale', ...NO_NOTES };
    return {
      kind: 'created',
      unknownFields,
      warnings: [...warnings, ...otherPid(plan.pid, pid === NOT_YET ? undefined : pid)],
    };
  }
  if (plan.kind !== 'change') return refusalOutcome(plan);
  const { unknownFields, warnings, fields, before } = plan;
  if (fields.length === 0) return { kind: 'unchanged', unknownFields, warnings };
  if (indispensable.has(before.pid)) return refusalOutcome(lastAdministrator());
  if (!changed.has(before.pid)) return { kind: 'stale', ...NO_NOTES };
  return { kind: 'changed', fields, version: before.version, unknownFields, warnings };
}

function refusalOutcome(refusal: ChangeRefusal): BulkOutcome {
  const { kind } = refusal;
  return kind === 'refused' || kind === 'forbidden'
    ? { kind, problems: refusal.problems, ...NO_NOTES }
    : { kind: 'stale', ...NO_NOTES };
}
