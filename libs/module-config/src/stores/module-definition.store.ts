import type { Sql } from '#database/sql.port';
import type { StoredModule } from './stored-module.js';

/** What a module is to be. */
export type NewModule = Omit<StoredModule, 'version'>;

/** The definitions of modules. Secret options are sealed; an archived module is not found, and its id is free. */
export interface ModuleDefinitionStore {
  /** Every module, by id. */
  all(): Promise<readonly StoredModule[]>;
  /** Whether no module was ever stored here. */
  isEmpty(): Promise<boolean>;
  /** A number that rises with every change of any definition. */
  revision(): Promise<number>;
  /** Keeps everybody else from changing definitions until the transaction ends; returns the revision, which stays until then. */
  lock(sql: Sql): Promise<number>;
  /** Stores the modules of the first start; does nothing and returns false where another process was faster. */
  fill(sql: Sql, modules: readonly NewModule[]): Promise<boolean>;
  /** False when there is a module of that id. */
  insert(sql: Sql, module: NewModule): Promise<boolean>;
  /** Replaces options and dependencies, and raises the version; false when the stored version is not `version`. */
  update(sql: Sql, module: NewModule, version: number): Promise<boolean>;
  /** False when the stored version is not `version`. */
  archive(sql: Sql, moduleId: string, version: number): Promise<boolean>;
}

/** Injection token of {@link ModuleDefinitionStore}. */
export const MODULE_DEFINITION_STORE = Symbol('ModuleDefinitionStore');
