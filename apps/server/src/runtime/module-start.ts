import { Logger } from '@nestjs/common';
import type { ModuleDefinition } from '#module-config/module-definitions';
import { neededBy } from '#module-config/module-dependencies';
import type { ConfigurationProblem } from '#module-config/property.port';
import { UNTOUCHED, type DesiredState } from '#module-config/stores/module-state.store';
import { isSupportedType } from '../configuration/configured-modules.js';
import { moduleOfProblem, onlyModules, type ModuleSet } from '../configuration/module-set.js';
import { ConfigurationRefusedError } from '../configuration-refused.js';
import type { Listeners } from '../listeners/listeners.js';
import { PortRefusedError } from '../listeners/port-refused.js';
import { prepareModules, type Preparation } from './module-preparation.js';
import { portProblem } from './module-starter.js';
import type { ServerRuntime } from './server-runtime.js';

/** The modules of a start. */
export interface StartedModules {
  readonly definitions: readonly ModuleDefinition[];
  /** The same to be shown: references to variables as they are written. */
  readonly unresolved: readonly ModuleDefinition[];
  readonly modules: ModuleSet;
  readonly problems: readonly ConfigurationProblem[];
  readonly wishes: ReadonlyMap<string, DesiredState>;
  /** True: the first module that cannot start ends the whole start. */
  readonly isStrict: boolean;
}

/** What modules are started with. */
export interface ModuleStartParts extends Preparation {
  readonly runtime: ServerRuntime;
  readonly listeners: Listeners;
}

/** The start of all modules together. Those that cannot start, and those that need them, fail; the others serve. */
export class ModuleStart {
  private readonly failed = new Map<string, ConfigurationProblem[]>();
  private readonly logger = new Logger('Modules');

  constructor(
    private readonly parts: ModuleStartParts,
    private readonly started: StartedModules,
  ) {}

  /**
   * @throws ConfigurationRefusedError a module cannot start, and nobody could mend it through the server
   * @throws PortRefusedError in a strict start
   */
  async run(): Promise<void> {
    const { live } = this.parts.runtime;
    this.fail(this.started.problems);
    live.put(this.runnable());
    for (let problems = await this.prepare(); problems.length > 0; problems = await this.prepare()) this.fail(problems);
    await this.listen();
    this.assertMendable();
    this.settle();
  }

  private prepare(): Promise<readonly ConfigurationProblem[]> {
    return prepareModules(this.parts, this.runnable(), this.started.isStrict);
  }

  private async listen(): Promise<void> {
    const { runtime, listeners } = this.parts;
    if (this.started.isStrict) return listeners.serve(runtime.live.serving());
    const serving = [];
    for (const each of runtime.live.serving())
      try {
        await listeners.serve([...serving, each]);
        serving.push(each);
      } catch (error) {
        if (!(error instanceof PortRefusedError)) throw error;
        this.fail([portProblem(each.moduleId, error)]);
      }
  }

  /** Notes what keeps modules from starting. What is wrong with the server as a whole ends the start, as anything does in a strict one. */
  private fail(problems: readonly ConfigurationProblem[]): void {
    const isFatal = (problem: ConfigurationProblem): boolean => moduleOfProblem(problem) === undefined;
    if (problems.some(isFatal) || (this.started.isStrict && problems.length > 0))
      throw new ConfigurationRefusedError(problems);
    for (const problem of problems) this.note(moduleOfProblem(problem) ?? '', problem);
    this.failDependants();
  }

  private note(moduleId: string, problem: ConfigurationProblem): void {
    this.failed.set(moduleId, [...(this.failed.get(moduleId) ?? []), problem]);
    this.parts.runtime.live.remove(moduleId);
  }

  private failDependants(): void {
    const { definitions } = this.started;
    for (const module of definitions) {
      const [missing] = neededBy(module, definitions).filter((id) => this.failed.has(id));
      if (missing === undefined || this.failed.has(module.moduleId)) continue;
      const key = `module.${module.moduleId}.requires`;
      this.note(module.moduleId, {
        key,
        problem: `${missing} did not start`,
        remedy: `Mend and start ${missing} first.`,
      });
      this.failDependants();
    }
  }

  private runnable(): ModuleSet {
    return onlyModules(this.started.modules, (id) => !this.isStopped(id) && !this.failed.has(id));
  }

  private isStopped(moduleId: string): boolean {
    return this.wishOf(moduleId).desired === 'STOPPED';
  }

  private unresolvedOf(moduleId: string): ModuleDefinition | undefined {
    return this.started.unresolved.find((each) => each.moduleId === moduleId);
  }

  private wishOf(moduleId: string): DesiredState {
    return this.started.wishes.get(moduleId) ?? UNTOUCHED;
  }

  /** An administrator gets in by a listener of the admin API or of the console; without one the start says what is wrong. */
  private assertMendable(): void {
    const problems = [...this.failed.values()].flat();
    const { adminJson, adminWeb } = this.parts.runtime.live;
    if (problems.length > 0 && adminJson.size + adminWeb.size === 0) throw new ConfigurationRefusedError(problems);
    for (const { key, problem, remedy } of problems) this.logger.error(`Not started: ${key}: ${problem} → ${remedy}`);
  }

  private settle(): void {
    const { states } = this.parts.runtime;
    const stopped: string[] = [];
    for (const { moduleId, type } of this.started.definitions.filter((each) => isSupportedType(each.type))) {
      const problems = this.failed.get(moduleId) ?? [];
      const state = problems.length > 0 ? 'FAILED' : this.isStopped(moduleId) ? 'STOPPED' : 'STARTED';
      const startedWith = state === 'STARTED' ? this.unresolvedOf(moduleId) : undefined;
      const { generation } = this.wishOf(moduleId);
      states.set(moduleId, { state, problems, generation, ...(startedWith && { startedWith }) });
      if (state === 'STOPPED') stopped.push(`${moduleId} (${type})`);
    }
    if (stopped.length > 0)
      this.logger.warn(`Stopped earlier, and not started until somebody does: ${stopped.join(', ')}`);
  }
}
