import type { FieldProblem } from '#protocol/json/json-fields';
import { formatProblem, type ConfigurationProblem } from '../configuration-problem.js';
import { definedModule } from '../lost-under-definitions.js';
import { effectiveValues } from '../effective-values.js';
import type { ModuleSource } from '../module-source.js';
import type { ModuleFindings, ModuleTypes } from '../module-types.port.js';
import { unlessBusy, type ScriptCheck } from '../script-check.port.js';
import type { StoredByDefinition } from '../stored-by-definition.port.js';
import type { NewModule } from '../stores/module-definition.store.js';
import type { StoredModule } from '../stores/stored-module.js';

/** What a change would bring about. */
export interface ChangeFindings {
  readonly problems: readonly FieldProblem[];
  readonly warnings: readonly string[];
}

/** What changes are judged with. */
export interface CheckParts {
  readonly source: Pick<ModuleSource, 'definitionsOf'>;
  readonly types: Pick<ModuleTypes, 'check' | 'propertiesOf'>;
}

/** What judges changes beside that: what is stored, and the scripts that modules name. */
export interface ChangeParts extends CheckParts {
  readonly stored: StoredByDefinition;
  readonly scripts: ScriptCheck;
}

/** Modules that are changed together. */
export interface PlannedChange {
  readonly modules: readonly NewModule[];
  /** See `BulkRequest`. */
  readonly scriptsToCome?: ReadonlyMap<string, string>;
}

/**
 * For each module everything that is wrong with it when all of them are in the place of those of their ids, and what is wrong with others because of
 * it: what was wrong with others before keeps nobody from mending these. What is wrong with others is told of those that it names, or of all.
 */
export async function changeFindings(
  parts: ChangeParts,
  written: readonly StoredModule[],
  { modules, scriptsToCome }: PlannedChange,
): Promise<ReadonlyMap<string, ChangeFindings>> {
  const ids = modules.map(({ moduleId }) => moduleId);
  const others = written.filter(({ moduleId }) => !ids.includes(moduleId));
  const changed = [...others, ...modules.map((module) => ({ ...module, version: 0 }))];
  const before = await check(parts, written);
  const after = await check(parts, changed);
  const lost = await lostBy(parts, { before: written, after: changed }, ids);
  const scripts = await scriptsOf(parts, changed, { ids, scriptsToCome });
  const known = new Set(before.problems.map(identityOf));
  const problems = after.problems.filter((each) => isAbout(each.key, ids) || !known.has(identityOf(each)));
  const warnings = after.warnings.filter((text) => isAbout(text, ids) || !before.warnings.includes(text));
  return new Map(
    ids.map((moduleId) => [
      moduleId,
      {
        problems: [
          ...problems
            .filter((each) => concerns(each.key, `${each.problem} ${each.remedy}`, { moduleId, ids }))
            .map((each) => fieldProblem(each, moduleId)),
          ...(lost.get(moduleId) ?? []),
          ...(scripts.get(moduleId)?.problems ?? []),
        ],
        warnings: [
          ...warnings.filter((text) => concerns(text, text, { moduleId, ids })),
          ...(scripts.get(moduleId)?.warnings ?? []),
        ],
      },
    ]),
  );
}

/** {@link changeFindings} for one module. */
export async function findingsOfOne(
  parts: ChangeParts,
  written: readonly StoredModule[],
  planned: { readonly module: NewModule },
): Promise<ChangeFindings> {
  const found = await changeFindings(parts, written, { modules: [planned.module] });
  return found.get(planned.module.moduleId) ?? { problems: [], warnings: [] };
}

/** What is stored and would not be found any more, by module of a change. */
async function lostBy(
  { source, stored }: ChangeParts,
  change: { readonly before: readonly StoredModule[]; readonly after: readonly StoredModule[] },
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly FieldProblem[]>> {
  const before = new Map(
    source.definitionsOf(change.before).modules.map((each) => [each.moduleId, definedModule(each)]),
  );
  const after = source.definitionsOf(change.after).modules.map(definedModule);
  const lost = new Map<string, readonly FieldProblem[]>();
  for (const module of after.filter(({ moduleId }) => ids.includes(moduleId)))
    lost.set(module.moduleId, await stored.lostUnder(module, before.get(module.moduleId)));
  return lost;
}

/** Why scripts could not be run, and what of them may fail, by module of a change. */
async function scriptsOf(
  { source, types, scripts }: ChangeParts,
  after: readonly StoredModule[],
  {
    ids,
    scriptsToCome,
  }: { readonly ids: readonly string[]; readonly scriptsToCome: ReadonlyMap<string, string> | undefined },
): Promise<ReadonlyMap<string, ChangeFindings>> {
  const found = new Map<string, ChangeFindings>();
  const modules = source.definitionsOf(after).modules.map(definedModule);
  for (const module of modules.filter(({ moduleId }) => ids.includes(moduleId))) {
    const config = effectiveValues(types.propertiesOf(module.type), module.config);
    const judged = { ...module, config };
    const told = await scripts.warningsOf(judged, scriptsToCome);
    found.set(module.moduleId, {
      problems: unlessBusy(await scripts.ofModule(judged, scriptsToCome)),
      warnings: told.map(({ field, ...words }) =>
        formatProblem({ key: `module.${module.moduleId}.config.${field}`, ...words }),
      ),
    });
  }
  return found;
}

function isAbout(key: string, ids: readonly string[]): boolean {
  return ids.some((moduleId) => key.startsWith(`module.${moduleId}.`));
}

/** Whether something is told of a module of a change: it is its own, or that of another which names it, or names none of the change. */
export function concerns(
  key: string,
  text: string,
  { moduleId, ids }: { moduleId: string; ids: readonly string[] },
): boolean {
  if (isAbout(key, ids)) return isAbout(key, [moduleId]);
  const named = ids.filter((id) => new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(text));
  return named.length === 0 || named.includes(moduleId);
}

/** What would be wrong with others if there were no such modules. */
export async function removalFindings(
  parts: CheckParts,
  written: readonly StoredModule[],
  ids: readonly string[],
): Promise<readonly ConfigurationProblem[]> {
  const before = await check(parts, written);
  const after = await check(
    parts,
    written.filter(({ moduleId }) => !ids.includes(moduleId)),
  );
  const known = new Set(before.problems.map(identityOf));
  return after.problems.filter((problem) => !known.has(identityOf(problem)));
}

function check({ source, types }: CheckParts, written: readonly StoredModule[]): Promise<ModuleFindings> {
  return types.check(source.definitionsOf(written).modules);
}

function identityOf({ key, problem }: ConfigurationProblem): string {
  return `${key} ${problem}`;
}

/** The caller knows the module: only keys of others say whose they are. */
function fieldProblem({ key, problem, remedy }: ConfigurationProblem, moduleId: string): FieldProblem {
  const field = key.replace(`module.${moduleId}.config.`, '').replace(`module.${moduleId}.`, '');
  return { field, problem, remedy };
}
