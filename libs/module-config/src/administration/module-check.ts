import type { FieldProblem } from '#protocol/user/json-fields';
import type { ConfigurationProblem } from '../configuration-problem.js';
import type { ModuleSource } from '../module-source.js';
import type { ModuleFindings, ModuleTypes } from '../module-types.port.js';
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
  readonly types: Pick<ModuleTypes, 'check'>;
}

/**
 * Everything that is wrong with a module in the place of the one of its id, and what is wrong with others because of it: what was wrong with
 * others before keeps nobody from mending this one.
 */
export async function changeFindings(
  parts: CheckParts,
  written: readonly StoredModule[],
  module: NewModule,
): Promise<ChangeFindings> {
  const others = written.filter(({ moduleId }) => moduleId !== module.moduleId);
  const before = await check(parts, written);
  const after = await check(parts, [...others, { ...module, version: 0 }]);
  const known = new Set(before.problems.map(identityOf));
  const isOurs = (text: string): boolean => text.startsWith(`module.${module.moduleId}.`);
  return {
    problems: after.problems
      .filter((problem) => isOurs(problem.key) || !known.has(identityOf(problem)))
      .map((problem) => fieldProblem(problem, module.moduleId)),
    warnings: after.warnings.filter((text) => isOurs(text) || !before.warnings.includes(text)),
  };
}

/** What would be wrong with others if there was no such module. */
export async function removalFindings(
  parts: CheckParts,
  written: readonly StoredModule[],
  moduleId: string,
): Promise<readonly ConfigurationProblem[]> {
  const before = await check(parts, written);
  const after = await check(
    parts,
    written.filter((each) => each.moduleId !== moduleId),
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
