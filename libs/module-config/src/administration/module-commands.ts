import { isStale } from '#protocol/administration/based-on';
import type { BulkEntry, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { ModuleKey } from '#protocol/administration/module-key';
import { firstOf } from '#protocol/first-of';
import { formatProblem } from '../configuration-problem.js';
import { definedModule } from '../lost-under-definitions.js';
import type {
  ModuleArchived,
  ModuleConflict,
  ModuleRemoval,
  ModuleRemoved,
  ModuleRemoving,
  ModuleWriting,
  ModuleWritten,
} from '../module-administration.port.js';
import type { NewModule } from '../stores/module-definition.store.js';
import type { StoredModule } from '../stores/stored-module.js';
import type { AdministrationParts } from './administration-parts.js';
import { decideUponDefinitions, type SeenDefinitions } from './decide-upon-definitions.js';
import { findingsOfOne } from './module-check.js';
import { ModuleBatch } from './module-batch.js';
import { ModuleControls } from './module-controls.js';
import { ModuleRemovals } from './module-removals.js';
import { masked, moduleJson, withoutSecrets } from './module-json.js';
import { ModuleWrites } from './module-writes.js';
import { overriddenWarnings } from './overridden-options.js';
import { carriedProblems, forbiddenProblems, newModule, nodeProblems, plannedModule } from './planned-module.js';
import { comparedWithFile, IN_THE_FILE, keptByFile } from './property-file-modules.js';
import { neededConflicts } from './removal-conflicts.js';
import { WaysIn } from './ways-in.js';
import { withoutEffectWarnings } from './without-effect.js';

type Written = ModuleWritten | ChangeRefusal | ModuleConflict;

/** A change that was asked for, with what it is about. */
interface Change {
  readonly value: unknown;
  readonly writing: ModuleWriting;
  /** What it is decided upon. */
  readonly seen: SeenDefinitions;
  /** Of version 0 for a new module. */
  readonly before: StoredModule;
}

/** Changes of definitions: checked as a start would check them, written and told to every process in one transaction, then put on record. */
export class ModuleCommands {
  private readonly writes: ModuleWrites;
  private readonly ways: WaysIn;

  constructor(
    private readonly parts: AdministrationParts,
    private readonly controls: ModuleControls,
  ) {
    this.writes = new ModuleWrites(parts);
    this.ways = new WaysIn(parts);
  }

  async create(key: ModuleKey, value: unknown, writing: ModuleWriting): Promise<Written> {
    if (this.isOfFile) return IN_THE_FILE;
    if (key.nodeId !== this.parts.nodeId) return { kind: 'unknown' };
    const { nodeId, moduleId } = key;
    const before = newModule(nodeId, moduleId, value);
    return decideUponDefinitions<Written>(this.parts, async (seen) =>
      seen.all.some((each) => each.moduleId === moduleId)
        ? alreadyThere(key)
        : this.write({ value, writing, seen, before }),
    );
  }

  async set(key: ModuleKey, value: unknown, writing: ModuleWriting): Promise<Written> {
    if (this.isOfFile) return IN_THE_FILE;
    return decideUponDefinitions<Written>(this.parts, async (seen) => {
      const before = this.found(seen.all, key);
      if (before === undefined) return { kind: 'unknown' };
      if (isStale(writing, before.version)) return { kind: 'stale' };
      return this.write({ value, writing, seen, before });
    });
  }

  async upsert(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    const { parts, writes, controls } = this;
    if (this.isOfFile) return comparedWithFile(parts, parts.source.ofFile(), entries);
    return new ModuleBatch(parts, writes, controls).upsert(entries, request);
  }

  async archive(key: ModuleKey, writing: Omit<ModuleWriting, 'restart'>): Promise<ModuleArchived> {
    if (this.isOfFile) return IN_THE_FILE;
    return decideUponDefinitions<ModuleArchived>(this.parts, async ({ all, revision }) => {
      const module = this.found(all, key);
      if (module === undefined) return { kind: 'unknown' };
      if (isStale(writing, module.version)) return { kind: 'stale' };
      const conflict =
        (await this.controls.runningConflict(module)) ??
        (await neededConflicts(this.parts, all, [module.moduleId])).get(module.moduleId);
      if (conflict !== undefined) return conflict;
      const isDone = writing.dryRun === true || (await this.writes.archive(module, revision, writing.author));
      return isDone ? { kind: 'archived' } : undefined;
    });
  }

  async remove(removals: readonly ModuleRemoval[], removing: ModuleRemoving): Promise<readonly ModuleRemoved[]> {
    if (this.isOfFile) return keptByFile(removals);
    return new ModuleRemovals(this.parts, this.writes).remove(removals, removing);
  }

  private get isOfFile(): boolean {
    return this.parts.source.outside.kind === 'PROPERTIES';
  }

  private found(all: readonly StoredModule[], { nodeId, moduleId }: ModuleKey): StoredModule | undefined {
    return nodeId === this.parts.nodeId ? all.find((each) => each.moduleId === moduleId) : undefined;
  }

  /** `undefined` when it was overtaken. */
  private async write({ value, writing, seen, before }: Change): Promise<Written | undefined> {
    const planned = plannedModule(this.parts, before, value);
    const carried = carriedProblems(this.parts, planned, writing.author);
    const wrong = [...nodeProblems(planned, this.parts.nodeId), ...planned.problems, ...carried];
    if (wrong.length > 0) return { kind: 'refused', problems: wrong };
    const forbidden = forbiddenProblems(this.parts, planned, writing.author);
    if (forbidden.length > 0) return { kind: 'forbidden', problems: forbidden };
    const { module, changed, unknownFields } = planned;
    const { problems, warnings } = await findingsOfOne(this.parts, seen.all, planned);
    if (problems.length > 0) return { kind: 'refused', problems };
    const shut = await this.ways.shutByDefinitions(
      seen.all,
      [module],
      writing.restart === true ? [module.moduleId] : [],
    );
    if (shut !== undefined && writing.author.authorities !== undefined)
      return { kind: 'conflict', because: 'needed', reason: shut };
    const own = this.ways.ownWarnings(writing.author, seen.all, module);
    const isNew = before.version === 0;
    const write = { module, changed, ...(!isNew && { version: before.version }) };
    const isSettled = writing.dryRun === true || (!isNew && changed.length === 0 && writing.restart !== true);
    if (!isSettled && !(await this.writes.write(write, seen.revision, writing))) return undefined;
    return {
      kind: isNew ? 'created' : changed.length > 0 ? 'changed' : 'unchanged',
      ...{ changed, unknownFields },
      warnings: [
        this.notCounting(module, writing),
        planned.warnings,
        warnings,
        withoutEffectWarnings(this.parts.types, module, changed),
        await this.missing(module),
        shut ?? own,
      ].flat(),
      ...(await this.shown({ ...module, version: before.version }, writing)),
      ...(await this.restarted(module, writing)),
    };
  }

  /** What the module does nothing without, and is not there yet. */
  private async missing(module: NewModule): Promise<readonly string[]> {
    const { source, needed } = this.parts;
    const defined = source.definitionsOf([module]).modules.map(definedModule);
    return (await Promise.all(defined.map((each) => needed.missingUnder(each)))).flat().map(formatProblem);
  }

  /** What of the definition does not count: overridden by the environment, or waiting for a restart in this process. */
  private notCounting(module: NewModule, { restart }: ModuleWriting): readonly string[] {
    const { source } = this.parts;
    const overridden = overriddenWarnings(module, source.outside.overrides);
    const saved = source.unresolvedOf([module]).modules.find(({ moduleId }) => moduleId === module.moduleId);
    if (restart === true || saved === undefined) return overridden;
    const { pendingChanges } = this.controls.pendingOf(saved);
    return pendingChanges === undefined ? overridden : [...overridden, waitsForRestart(pendingChanges)];
  }

  /** The module as it is now, without its secrets; after a trial as it would be. */
  private async shown(
    module: StoredModule,
    { dryRun }: ModuleWriting,
  ): Promise<Pick<ModuleWritten, 'module' | 'version'>> {
    const { source, types } = this.parts;
    const now = dryRun === true ? module : (this.found(await source.written(), module) ?? module);
    const shown = withoutSecrets(now, types, masked);
    return { module: moduleJson(shown), version: now.version };
  }

  private async restarted(module: ModuleKey & Pick<StoredModule, 'type'>, { restart, dryRun }: ModuleWriting) {
    if (restart !== true || dryRun === true) return {};
    await this.parts.runtime.follow();
    return { status: this.controls.statusOf(module) };
  }
}

/** Most keys in one sentence. */
const MOST_NAMED = 5;

function waitsForRestart(keys: readonly string[]): string {
  return (
    `not in effect before a restart of the module: ${firstOf(keys, MOST_NAMED)}; restart it, or set with restart=true. ` +
    'A server process that starts meanwhile takes the new definition.'
  );
}

function alreadyThere({ moduleId }: ModuleKey): ChangeRefusal {
  const problem = `there is a module ${moduleId} already`;
  return {
    kind: 'refused',
    problems: [{ field: 'moduleId', problem, remedy: 'Choose another id, or change that module' }],
  };
}
