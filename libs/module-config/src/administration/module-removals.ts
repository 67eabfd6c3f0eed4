import type { ModuleConflict, ModuleRemoval, ModuleRemoved, ModuleRemoving } from '../module-administration.port.js';
import type { StoredModule } from '../stores/stored-module.js';
import type { AdministrationParts } from './administration-parts.js';
import { decideUponDefinitions, type SeenDefinitions } from './decide-upon-definitions.js';
import { readModuleBody } from './module-body.js';
import type { ModuleWrites } from './module-writes.js';
import { newModule, plannedModule } from './planned-module.js';
import { neededConflicts } from './removal-conflicts.js';
import { WaysIn } from './ways-in.js';

/** Modules that are taken away together, running or not: judged as it would be without all of them, and stopped and archived in one transaction. */
export class ModuleRemovals {
  constructor(
    private readonly parts: AdministrationParts,
    private readonly writes: ModuleWrites,
  ) {}

  async remove(removals: readonly ModuleRemoval[], removing: ModuleRemoving): Promise<readonly ModuleRemoved[]> {
    const outcomes = await decideUponDefinitions<readonly ModuleRemoved[]>(this.parts, (seen) =>
      this.decide(removals, seen, removing),
    );
    return 'kind' in outcomes ? removals.map(() => ({ kind: 'stale' })) : outcomes;
  }

  private async decide(
    removals: readonly ModuleRemoval[],
    seen: SeenDefinitions,
    { author, dryRun, beside = [] }: ModuleRemoving,
  ): Promise<readonly ModuleRemoved[] | undefined> {
    const found = removals.map((removal) => this.found(removal, seen.all));
    const open = found.filter((each): each is StoredModule => !('kind' in each));
    const all = this.followed(seen.all, beside);
    const conflicts = new Map(await neededConflicts(this.parts, all, open.map(idOf)));
    const going = open.filter(({ moduleId }) => !conflicts.has(moduleId));
    const shut = await new WaysIn(this.parts).shutByRemoval(all, going.map(idOf));
    if (shut !== undefined && author.authorities !== undefined)
      for (const { moduleId } of going.splice(0)) conflicts.set(moduleId, needed(shut));
    if (!dryRun && going.length > 0) {
      if (!(await this.writes.removeAll(going, seen.revision, author))) return undefined;
      await this.parts.runtime.follow();
    }
    return found.map((each) => {
      if ('kind' in each) return each;
      const warnings = shut !== undefined && each === going[0] ? [shut] : [];
      return conflicts.get(each.moduleId) ?? { kind: 'archived', warnings };
    });
  }

  private found({ nodeId, moduleId, version }: ModuleRemoval, all: readonly StoredModule[]) {
    const module = nodeId === this.parts.nodeId ? all.find((each) => each.moduleId === moduleId) : undefined;
    if (module === undefined) return { kind: 'unknown' } as const;
    return module.version === version ? module : ({ kind: 'stale' } as const);
  }

  /** Modules as they would be once a document was followed; what is wrong with its entries is told of these. */
  private followed(all: readonly StoredModule[], beside: readonly unknown[]): readonly StoredModule[] {
    const modules = new Map(all.map((module) => [module.moduleId, module]));
    for (const json of beside) {
      const made = newModule(this.parts.nodeId, readModuleBody(json).body.moduleId ?? '', json);
      const before = modules.get(made.moduleId) ?? made;
      const { module, problems } = plannedModule(this.parts, before, json);
      if (problems.length === 0) modules.set(module.moduleId, { ...module, version: before.version });
    }
    return [...modules.values()];
  }
}

function idOf({ moduleId }: StoredModule): string {
  return moduleId;
}

function needed(reason: string): ModuleConflict {
  return { kind: 'conflict', because: 'needed', reason };
}
