import type { UserAdministration, UserKey } from '#inbound-security/user-administration.port';
import type { BulkEntry, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { ExchangedKind, ExportedEntry, Removal } from '../exchanged-kind.js';
import { fieldDifferences, type FieldDifference } from '../field-difference.js';
import { moduleKeyOf, textOf } from '../reading/entry-module.js';
import { moduleDefaults, type OwningModules } from './module-defaults.js';
import { refusedRemoval } from './removal.js';

/** A user with what finds it again. */
interface ExportedUserEntry extends ExportedEntry {
  readonly key: UserKey;
}

/** Users of local inbound modules in documents. */
export class ExchangedUsers implements ExchangedKind<ExportedUserEntry> {
  readonly kind = 'users';

  constructor(
    private readonly users: UserAdministration,
    private readonly modules: OwningModules,
  ) {}

  defaults(): Promise<Partial<ModuleKey>> {
    return moduleDefaults(this.modules, ['SECURITY_IN_LOCAL']);
  }

  nameOf(json: unknown): string {
    return `${textOf(json, 'moduleId')}/${textOf(json, 'username')}`;
  }

  take(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    return this.users.importBatch(entries, request);
  }

  async differences(json: unknown, fields: readonly string[]): Promise<readonly FieldDifference[]> {
    const before = await this.users.findByName(moduleKeyOf(json), textOf(json, 'username'));
    return fieldDifferences(before?.json, json, fields);
  }

  async *each(): AsyncGenerator<ExportedUserEntry> {
    for await (const user of this.users.each()) yield { ...user, name: this.nameOf(user.json) };
  }

  async remove({ key }: ExportedUserEntry, version: number, author: ChangeAuthor): Promise<Removal> {
    const removed = await this.users.remove(key, { author, ifVersions: [version] });
    return removed.kind === 'changed' ? { kind: 'removed' } : refusedRemoval(removed);
  }
}
