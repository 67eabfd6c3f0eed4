import type { BulkEntry, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { isJsonObject } from '#protocol/json/json-object';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { ModuleStatus } from '../module-administration.port.js';
import type { StoredModule } from '../stores/stored-module.js';
import type { AdministrationParts } from './administration-parts.js';
import { decideUponDefinitions, type SeenDefinitions } from './decide-upon-definitions.js';
import { changeFindings, type ChangeFindings } from './module-check.js';
import type { ModuleControls } from './module-controls.js';
import type { ModuleWrites } from './module-writes.js';
import { overriddenWarnings } from './overridden-options.js';
import {
  carriedProblems,
  forbiddenProblems,
  newModule,
  nodeWarnings,
  plannedModule,
  type PlannedModule,
} from './planned-module.js';
import { WaysIn } from './ways-in.js';
import { withoutEffectWarnings } from './without-effect.js';

/** What became of entries, or is decided of them, in their order. */
type Decisions = (BulkOutcome | PlannedModule)[];

const TWICE = { field: 'moduleId', problem: 'is in the document twice', remedy: 'Keep one of the two' };
const NONE = { unknownFields: [], warnings: [] };

/**
 * Modules that are taken over together: judged as they would be all at once, so that they may need one another in any order, and written in one
 * transaction. One that is refused does not keep the others from being taken, unless they need it.
 */
export class ModuleBatch {
  constructor(
    private readonly parts: AdministrationParts,
    private readonly writes: ModuleWrites,
    private readonly controls: ModuleControls,
  ) {}

  async upsert(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    const outcomes = await decideUponDefinitions<readonly BulkOutcome[]>(this.parts, (seen) =>
      this.decide(entries, seen, request),
    );
    return 'kind' in outcomes ? entries.map(() => ({ kind: 'stale', ...NONE })) : outcomes;
  }

  private async decide(
    entries: readonly BulkEntry[],
    seen: SeenDefinitions,
    { dryRun, author, ...coming }: BulkRequest,
  ): Promise<readonly BulkOutcome[] | undefined> {
    const decisions = this.planned(entries, seen.all, author);
    const findings = await this.judge(decisions, seen.all, coming);
    const written = plannedOf(decisions).filter((each) => each.before.version === 0 || each.changed.length > 0);
    const shut = await this.shutBy(written, seen.all);
    if (shut !== undefined && author.authorities !== undefined)
      return decisions.map((each) => ('kind' in each ? each : refused([{ ...shut, field: 'dependencies' }], [])));
    if (!dryRun && written.length > 0) {
      const isDone = await this.writes.writeAll(written.map(writeOf), seen.revision, author);
      if (!isDone) return undefined;
      await this.parts.runtime.follow();
    }
    return decisions.map((each) => {
      if ('kind' in each) return each;
      const status = dryRun || !written.includes(each) ? undefined : this.controls.statusOf(each.module);
      const found = findings.get(each.module.moduleId)?.warnings ?? [];
      const node = nodeWarnings(each, this.parts.nodeId).map(({ field, problem }) => `${field} ${problem}`);
      const notes = [...node, ...each.warnings, ...found, ...this.inVain(each)];
      const outcome = outcomeOf(each, notes, status);
      return shut !== undefined && written[0] === each
        ? { ...outcome, warnings: [...outcome.warnings, shut] }
        : outcome;
    });
  }

  /** What of a module that is new or changed does not count here. */
  private inVain({ before, module, changed }: PlannedModule): readonly string[] {
    if (before.version > 0 && changed.length === 0) return [];
    const { overrides } = this.parts.source.outside;
    return [...overriddenWarnings(module, overrides), ...withoutEffectWarnings(this.parts.types, module)];
  }

  private async shutBy(
    written: readonly PlannedModule[],
    all: readonly StoredModule[],
  ): Promise<FieldProblem | undefined> {
    const modules = written.map(({ module }) => module);
    const ids = modules.map(({ moduleId }) => moduleId);
    const problem = await new WaysIn(this.parts).shutByDefinitions(all, modules, ids);
    return problem === undefined ? undefined : { field: '', problem, remedy: '' };
  }

  private planned(entries: readonly BulkEntry[], all: readonly StoredModule[], author: ChangeAuthor): Decisions {
    const seen = new Set<string>();
    return entries.map(({ json, expectedVersion }) => {
      const moduleId = textOf(json, 'moduleId');
      const before = all.find((each) => each.moduleId === moduleId) ?? newModule(this.parts.nodeId, moduleId, json);
      if ((expectedVersion ?? before.version) !== before.version) return { kind: 'stale', ...NONE };
      const planned = plannedModule(this.parts, before, json);
      const carried = carriedProblems(this.parts, planned, author);
      const problems = [...(seen.has(moduleId) ? [TWICE] : []), ...planned.problems, ...carried];
      seen.add(moduleId);
      if (problems.length > 0) return refused(problems, planned.unknownFields);
      const forbidden = forbiddenProblems(this.parts, planned, author);
      return forbidden.length > 0 ? { ...refused(forbidden, planned.unknownFields), kind: 'forbidden' } : planned;
    });
  }

  /** Refuses those with mistakes, and then those that have some because of that, until the others go together. */
  private async judge(
    decisions: Decisions,
    all: readonly StoredModule[],
    coming: Pick<BulkRequest, 'scriptsToCome'>,
  ): Promise<ReadonlyMap<string, ChangeFindings>> {
    for (;;) {
      const open = plannedOf(decisions);
      const modules = open.map(({ module }) => module);
      const findings = await changeFindings(this.parts, all, { modules, ...coming });
      const wrong = open.filter(({ module }) => (findings.get(module.moduleId)?.problems.length ?? 0) > 0);
      if (wrong.length === 0) return findings;
      for (const each of wrong)
        decisions[decisions.indexOf(each)] = refused(
          findings.get(each.module.moduleId)?.problems ?? [],
          each.unknownFields,
        );
    }
  }
}

function plannedOf(decisions: Decisions): readonly PlannedModule[] {
  return decisions.filter((each): each is PlannedModule => !('kind' in each));
}

function writeOf({ module, before, changed }: PlannedModule) {
  return { module, changed, ...(before.version > 0 && { version: before.version }) };
}

function refused(problems: readonly FieldProblem[], unknownFields: readonly string[]) {
  return { kind: 'refused', problems, unknownFields, warnings: [] } as const;
}

function outcomeOf(
  { before, changed, unknownFields }: PlannedModule,
  warnings: readonly string[],
  status: ModuleStatus | undefined,
): BulkOutcome {
  const failed = status?.state === 'FAILED' ? status.problems : [];
  const notes = {
    unknownFields,
    warnings: [
      ...warnings.map((problem) => ({ field: '', problem, remedy: '' })),
      ...failed.map(({ key, problem, remedy }) => ({ field: key, problem, remedy })),
    ],
  };
  if (before.version === 0) return { kind: 'created', ...notes };
  if (changed.length === 0) return { kind: 'unchanged', ...notes };
  return { kind: 'changed', fields: changed, version: before.version, ...notes };
}

function textOf(json: unknown, name: string): string {
  const value = isJsonObject(json) ? json[name] : undefined;
  return typeof value === 'string' ? value : '';
}
