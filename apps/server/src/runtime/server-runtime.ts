import { Logger } from '@nestjs/common';
import type { ModuleRuntime, RunningState } from '#module-config/module-runtime.port';
import type { ModuleDefinition } from '#module-config/module-definitions';
import { formatProblems } from '#module-config/property.port';
import type { ModuleSource } from '#module-config/module-source';
import type { ModuleStateStore } from '#module-config/stores/module-state.store';
import type { Listeners } from '../listeners/listeners.js';
import { LiveModules } from './live-modules.js';
import { ModuleStates } from './module-states.js';
import type { ModuleStarter } from './module-starter.js';
import { wantedChanges, type WantedChange } from './wanted-changes.js';

/** Milliseconds until a process that could not follow tries again. */
const RETRY_MILLISECONDS = 1_000;

/** What the modules of this process are followed with. */
export interface RuntimeParts {
  readonly source: Pick<ModuleSource, 'definitions' | 'definitionsOf' | 'unresolvedOf' | 'written'>;
  readonly wishes: Pick<ModuleStateStore, 'all'>;
  readonly starter: ModuleStarter;
  readonly listeners: Listeners;
}

/** All definitions as they were at one moment. */
interface SeenModules {
  readonly modules: readonly ModuleDefinition[];
  /** The same to be shown: references to variables as they are written. */
  readonly unresolved: readonly ModuleDefinition[];
}

/** The modules of this process: each does what is wanted of it in every process, one change after the other. */
export class ServerRuntime implements ModuleRuntime {
  readonly live = new LiveModules();
  readonly states = new ModuleStates();
  private readonly logger = new Logger('Modules');
  private parts: RuntimeParts | undefined;
  private atStart: readonly ModuleDefinition[] = [];
  private work: Promise<void> = Promise.resolve();
  private retry: NodeJS.Timeout | undefined;

  /** These modules are about to start. */
  expect(definitions: readonly ModuleDefinition[]): void {
    this.atStart = definitions;
  }

  /** Every module as it is defined now. */
  async definitions(): Promise<readonly ModuleDefinition[]> {
    return this.parts === undefined ? this.atStart : (await this.parts.source.definitions()).modules;
  }

  /** The modules of the start run; from now on they can be changed. */
  begin(parts: RuntimeParts): void {
    this.parts = parts;
  }

  /** From now on nothing changes any more. */
  async end(): Promise<void> {
    this.parts = undefined;
    clearTimeout(this.retry);
    await this.work;
  }

  stateOf(moduleId: string): RunningState | undefined {
    const entry = this.states.get(moduleId);
    const port = this.parts?.listeners.portOf(moduleId);
    if (entry === undefined) return undefined;
    const { state, problems, startedWith } = entry;
    return { state, problems, ...(port !== undefined && { port }), ...(startedWith && { startedWith }) };
  }

  follow(): Promise<void> {
    const done = this.work.then(() => this.reconcile());
    this.work = done.catch(() => undefined);
    return done;
  }

  /** As {@link follow}, when another process has changed something: nobody waits, so what cannot be done now is tried again. */
  followLater(): void {
    this.follow().catch((error: unknown) => {
      this.logger.warn(`What is wanted of the modules could not be done yet: ${String(error)}`);
      clearTimeout(this.retry);
      if (this.parts === undefined) return;
      this.retry = setTimeout(() => {
        this.followLater();
      }, RETRY_MILLISECONDS).unref();
    });
  }

  private async reconcile(): Promise<void> {
    const { parts } = this;
    if (parts === undefined) return;
    const wishes = await parts.wishes.all();
    const followed = (moduleId: string): number | undefined => this.states.get(moduleId)?.generation;
    if ([...wishes].every(([moduleId, { generation }]) => followed(moduleId) === generation)) return;
    const written = await parts.source.written();
    const seen = {
      modules: parts.source.definitionsOf(written).modules,
      unresolved: parts.source.unresolvedOf(written).modules,
    };
    for (const change of wantedChanges(wishes, seen.modules, followed)) await this.make(change, seen, parts);
  }

  /** A change that cannot be made because the database is away leaves no trace, so that it is made later. */
  private async make(change: WantedChange, all: SeenModules, parts: RuntimeParts): Promise<void> {
    const before = this.states.get(change.moduleId);
    try {
      if (change.action === 'start') await this.start(change, all, parts);
      else await this.stop(change, parts);
    } catch (error) {
      this.states.restore(change.moduleId, before);
      throw error;
    }
  }

  private async start(
    { moduleId, generation }: WantedChange,
    { modules, unresolved }: SeenModules,
    { starter }: RuntimeParts,
  ): Promise<void> {
    const before = this.states.get(moduleId);
    const isRunning = before?.state === 'STARTED';
    if (!isRunning) this.states.set(moduleId, { state: 'STARTING', generation });
    const problems = await starter.start(moduleId, modules);
    const isTaken = problems.length === 0;
    const state = isRunning || isTaken ? 'STARTED' : 'FAILED';
    const startedWith = isTaken ? unresolved.find((each) => each.moduleId === moduleId) : before?.startedWith;
    this.states.set(moduleId, { state, generation, problems, ...(startedWith && { startedWith }) });
    if (problems.length > 0) this.logger.error(`${moduleId} could not be started anew. ${formatProblems(problems)}`);
    else this.logger.log(`${moduleId} was ${isRunning ? 'restarted' : 'started'}`);
  }

  private async stop({ moduleId, generation }: WantedChange, { starter, listeners }: RuntimeParts): Promise<void> {
    const isRunning = this.states.get(moduleId)?.state === 'STARTED';
    this.states.set(moduleId, { state: isRunning ? 'STOP_REQUESTED' : 'STOPPED', generation });
    if (!isRunning) return;
    await starter.stop(moduleId);
    this.logger.log(`${moduleId} was stopped`);
    void listeners.isIdle(moduleId).then(() => {
      this.states.settle(moduleId);
    });
  }
}
