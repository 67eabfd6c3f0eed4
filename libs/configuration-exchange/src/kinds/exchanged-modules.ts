import type { ModuleAdministration, ModuleRemoved } from '#module-config/module-administration.port';
import type { BulkEntry, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ModuleKey } from '#protocol/administration/module-key';
import { isJsonObject, type JsonObject } from '#protocol/json/json-object';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { ExchangedKind, ExportedEntry, PlannedRemoval, Removal, RemovalRequest } from '../exchanged-kind.js';
import { fieldDifferences, type FieldDifference } from '../field-difference.js';
import { textOf } from '../reading/entry-module.js';

/** Module definitions in documents. What is taken over is put to use: modules are started, or restarted with what changed. */
export class ExchangedModules implements ExchangedKind {
  readonly kind = 'modules';

  constructor(private readonly modules: ModuleAdministration) {}

  defaults(): Promise<Record<string, never>> {
    return Promise.resolve({});
  }

  nameOf(json: unknown): string {
    return textOf(json, 'moduleId');
  }

  take(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    return this.modules.upsert(entries, request);
  }

  async differences(json: unknown, fields: readonly string[]): Promise<readonly FieldDifference[]> {
    // Whatever node it names: what is taken over is ours.
    const before = (await this.modules.list()).find(({ module }) => module.moduleId === this.nameOf(json));
    // What a new option holds is not shown: only its module's type knows whether it is a secret. A blank one says nothing of it either.
    const known = fields.filter((field) =>
      before?.module.options.some(({ key, value }) => key === field && value.trim() !== ''),
    );
    const shown = fieldDifferences(before && optionsOf({ ...before.module }), optionsOf(json), known);
    return fields.map((field) => shown.find((each) => each.field === field) ?? { field });
  }

  async *each(): AsyncGenerator<ExportedEntry> {
    const versions = new Map((await this.modules.list()).map(({ module, version }) => [module.moduleId, version]));
    for (const module of await this.modules.exportModules())
      yield { name: module.moduleId, json: { ...module }, version: versions.get(module.moduleId) ?? 0 };
  }

  async remove(entry: ExportedEntry, version: number, author: ChangeAuthor): Promise<Removal> {
    const [removed] = await this.removeTogether([{ entry, version }], { author, dryRun: false, beside: [] });
    return removed ?? { kind: 'unknown' };
  }

  async removeTogether(removals: readonly PlannedRemoval[], request: RemovalRequest): Promise<readonly Removal[]> {
    const places = removals.map(({ entry: { json, name }, version }) => ({ ...placeOf(json, name), version }));
    return (await this.modules.remove(places, request)).map(removal);
  }
}

/** The options of a module by key. */
function optionsOf(json: unknown): JsonObject {
  const list: unknown = isJsonObject(json) ? json.options : undefined;
  if (!Array.isArray(list)) return {};
  return Object.fromEntries(list.map((each: unknown) => [textOf(each, 'key'), textOf(each, 'value')]));
}

function placeOf(json: unknown, moduleId: string): ModuleKey {
  return { nodeId: textOf(json, 'nodeId') || 'Master', moduleId };
}

function removal(removed: ModuleRemoved): Removal {
  if (removed.kind === 'archived') return { kind: 'removed', warnings: removed.warnings.map(sentence) };
  return removed.kind === 'conflict' ? { kind: 'refused', problems: [sentence(removed.reason)] } : removed;
}

function sentence(problem: string): FieldProblem {
  return { field: '', problem, remedy: '' };
}
