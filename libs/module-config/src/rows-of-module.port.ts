import type { Sql } from '#database/sql.port';

/** Rows that mean nothing without their module, of libraries that know of modules by their ids alone. */
export interface RowsOfModule {
  /** Takes them away as the module is archived, in the same transaction, so that no other module of the id comes upon them. */
  forget(sql: Sql, moduleId: string): Promise<void>;
}

/** DI token of the {@link RowsOfModule} of the library that runs scripts. */
export const ROWS_OF_SCRIPTS = Symbol('RowsOfScripts');

/** DI token of the {@link RowsOfModule} of the library that keeps skins. */
export const ROWS_OF_SKINS = Symbol('RowsOfSkins');
