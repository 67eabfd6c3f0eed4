import type { ConfigurationProblem } from '../configuration-problem.js';
import type { ModuleConflict } from '../module-administration.port.js';
import type { StoredModule } from '../stores/stored-module.js';
import { concerns, removalFindings, type CheckParts } from './module-check.js';

/**
 * Which of the modules cannot be taken away together, by id: those that others need, and, as these stay then, those that they need themselves.
 * @param written every module, those that are to go among them
 */
export async function neededConflicts(
  parts: CheckParts,
  written: readonly StoredModule[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, ModuleConflict>> {
  const conflicts = new Map<string, ModuleConflict>();
  for (;;) {
    const going = ids.filter((id) => !conflicts.has(id));
    const problems = going.length === 0 ? [] : await removalFindings(parts, written, going);
    if (problems.length === 0) return conflicts;
    for (const moduleId of going) {
      const own = problems.filter((each) =>
        concerns(each.key, `${each.problem} ${each.remedy}`, { moduleId, ids: going }),
      );
      if (own.length > 0) conflicts.set(moduleId, neededConflict(moduleId, own));
    }
  }
}

function neededConflict(moduleId: string, problems: readonly ConfigurationProblem[]): ModuleConflict {
  const reason = `Others need ${moduleId}: ${problems.map(({ key, problem }) => `${key} ${problem}`).join('; ')}.`;
  return { kind: 'conflict', because: 'needed', reason };
}
