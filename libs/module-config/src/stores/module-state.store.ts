import type { Sql } from '#database/sql.port';

/** What is wanted of a module in every process. */
export interface DesiredState {
  readonly desired: 'STARTED' | 'STOPPED';
  /** Rises with every start, stop and restart: a process that has followed an earlier one starts the module again. */
  readonly generation: number;
}

/** What is wanted of a module that nobody ever started, stopped or restarted. */
export const UNTOUCHED: DesiredState = { desired: 'STARTED', generation: 0 };

/** Which modules are to run. */
export interface ModuleStateStore {
  /** By module id; a module that is not in it is {@link UNTOUCHED}. */
  all(): Promise<ReadonlyMap<string, DesiredState>>;
  /** Writes what is wanted from now on, as a new generation. */
  want(sql: Sql, moduleId: string, desired: DesiredState['desired']): Promise<void>;
}

/** Injection token of {@link ModuleStateStore}. */
export const MODULE_STATE_STORE = Symbol('ModuleStateStore');
