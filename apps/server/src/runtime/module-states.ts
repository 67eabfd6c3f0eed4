import type { RunningState } from '#module-config/module-runtime.port';

/** How a module is in this process, and which wish it has followed. */
export interface ModuleEntry extends Pick<RunningState, 'state' | 'problems' | 'startedWith'> {
  /** See `DesiredState`. */
  readonly generation: number;
}

/** How the modules of this process are, by module id. */
export class ModuleStates {
  private readonly entries = new Map<string, ModuleEntry>();

  get(moduleId: string): ModuleEntry | undefined {
    return this.entries.get(moduleId);
  }

  set(moduleId: string, entry: Omit<ModuleEntry, 'problems'> & Partial<ModuleEntry>): void {
    this.entries.set(moduleId, { problems: [], ...entry });
  }

  /** Puts back what {@link get} gave. */
  restore(moduleId: string, entry: ModuleEntry | undefined): void {
    if (entry === undefined) this.entries.delete(moduleId);
    else this.entries.set(moduleId, entry);
  }

  /** The last answer of a module is written; unless something else was wanted meanwhile. */
  settle(moduleId: string): void {
    const entry = this.entries.get(moduleId);
    if (entry?.state === 'STOP_REQUESTED') this.entries.set(moduleId, { ...entry, state: 'STOPPED' });
  }
}
