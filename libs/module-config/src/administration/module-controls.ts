import type { ModuleKey } from '#protocol/administration/module-key';
import { pendingChanges } from '../catalogue/pending-changes.js';
import type { ModuleAuthor, ModuleConflict, ModuleControl, ModuleStatus } from '../module-administration.port.js';
import type { ModuleDefinition } from '../module-definitions.js';
import { neededBy, needing } from '../module-dependencies.js';
import type { StoredModule } from '../stores/stored-module.js';
import { UNTOUCHED } from '../stores/module-state.store.js';
import type { AdministrationParts } from './administration-parts.js';
import { ModuleWrites } from './module-writes.js';
import { WaysIn, without, type WantedModules } from './ways-in.js';

/** What was asked for. */
export type ModuleAction = 'start' | 'stop' | 'restart';

/** Starts and stops modules in every process. */
export class ModuleControls {
  private readonly writes: ModuleWrites;
  private readonly ways: WaysIn;

  constructor(private readonly parts: AdministrationParts) {
    this.writes = new ModuleWrites(parts);
    this.ways = new WaysIn(parts);
  }

  async control(key: ModuleKey, action: ModuleAction, author: ModuleAuthor): Promise<ModuleControl> {
    const { source, nodeId, runtime } = this.parts;
    const { modules } = await source.definitions();
    const module = modules.find(({ moduleId }) => moduleId === key.moduleId);
    if (module === undefined || key.nodeId !== nodeId) return { kind: 'unknown' };
    const conflict = await this.conflictWith(module, modules, { action, author });
    if (conflict !== undefined) return conflict;
    if (!(await this.isDone(module, action))) await this.writes.want(module.moduleId, action, author);
    await runtime.follow();
    const status = await this.statusWithPending(module);
    const isMissed = action !== 'stop' && status.problems.length > 0;
    return { kind: isMissed ? 'failed' : 'done', status };
  }

  async statuses(): Promise<readonly ModuleStatus[]> {
    const { modules } = await this.parts.source.unresolved();
    return modules
      .map((module) => ({ ...this.statusOf(module), ...this.pendingOf(module) }))
      .sort((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
  }

  /** What of this definition the module goes without until its restart. */
  pendingOf(saved: ModuleDefinition): Pick<ModuleStatus, 'pendingChanges'> {
    const { types, runtime } = this.parts;
    const running = runtime.stateOf(saved.moduleId)?.startedWith;
    const changes = pendingChanges(types.propertiesOf(saved.type), running, saved);
    return changes.length === 0 ? {} : { pendingChanges: changes };
  }

  /** How a module is in this process. */
  statusOf({ moduleId, type }: Pick<StoredModule, 'moduleId' | 'type'>): ModuleStatus {
    const { nodeId, types, runtime } = this.parts;
    const module = { nodeId, moduleId, moduleType: type };
    if (!types.isSupported(type)) return { ...module, state: 'NOT_SUPPORTED', problems: [] };
    const { state = 'STOPPED', problems = [], port } = runtime.stateOf(moduleId) ?? {};
    return { ...module, state, problems, ...(port !== undefined && { port }) };
  }

  /** A module that runs, or is to run, is not taken away. */
  async runningConflict(module: Pick<StoredModule, 'moduleId' | 'type'>): Promise<ModuleConflict | undefined> {
    const { state } = this.statusOf(module);
    if (state === 'NOT_SUPPORTED') return undefined;
    const isWanted = await this.isWanted(module.moduleId);
    if (!isWanted && state !== 'STOP_REQUESTED') return undefined;
    // What is wanted holds for every process; how it is in this one may be something else.
    return conflict('running', `${module.moduleId} is ${isWanted ? 'to run' : state}. Stop it first.`);
  }

  private async statusWithPending(module: ModuleDefinition): Promise<ModuleStatus> {
    const { modules } = await this.parts.source.unresolved();
    const saved = modules.find(({ moduleId }) => moduleId === module.moduleId);
    return { ...this.statusOf(module), ...(saved && this.pendingOf(saved)) };
  }

  private async isDone({ moduleId }: ModuleDefinition, action: ModuleAction): Promise<boolean> {
    if (action === 'restart') return false;
    const isWanted = await this.isWanted(moduleId);
    const running = this.parts.runtime.stateOf(moduleId);
    return action === 'stop' ? !isWanted : isWanted && running?.state === 'STARTED' && running.problems.length === 0;
  }

  private async isWanted(moduleId: string): Promise<boolean> {
    return ((await this.parts.states.all()).get(moduleId) ?? UNTOUCHED).desired === 'STARTED';
  }

  private async conflictWith(
    module: ModuleDefinition,
    all: readonly ModuleDefinition[],
    { action, author }: { readonly action: ModuleAction; readonly author: ModuleAuthor },
  ): Promise<ModuleConflict | undefined> {
    const { moduleId, type } = module;
    if (!this.parts.types.isSupported(type))
      return conflict('not-supported', `Modules of type ${type} are not part of this server.`);
    if (action === 'stop' && author.answeredBy === moduleId)
      return conflict('answers-this-call', `${moduleId} answers this very call. Stop it through another module.`);
    const isWanted = await this.ways.wanted();
    if (action === 'stop')
      return (
        stopConflict(moduleId, needing(module, all).filter(isWanted)) ??
        (await this.shutConflict(moduleId, { modules: all, isWanted }, author))
      );
    return startConflict(
      moduleId,
      neededBy(module, all).filter((id) => !isWanted(id)),
    );
  }

  /** The operator may: the command line opens what is shut. */
  private async shutConflict(
    moduleId: string,
    now: WantedModules,
    { authorities }: ModuleAuthor,
  ): Promise<ModuleConflict | undefined> {
    if (authorities === undefined) return undefined;
    const shut = await this.ways.shutBy(now, without(now, moduleId));
    return shut === undefined ? undefined : conflict('needed', shut);
  }
}

function stopConflict(moduleId: string, dependants: readonly string[]): ModuleConflict | undefined {
  if (dependants.length === 0) return undefined;
  return conflict('needed', `These modules need ${moduleId}; stop them first: ${dependants.join(', ')}.`);
}

function startConflict(moduleId: string, stopped: readonly string[]): ModuleConflict | undefined {
  if (stopped.length === 0) return undefined;
  return conflict('needed', `${moduleId} needs these modules; start them first: ${stopped.join(', ')}.`);
}

function conflict(because: ModuleConflict['because'], reason: string): ModuleConflict {
  return { kind: 'conflict', because, reason };
}
