import type { Sql } from '#database/sql.port';

/** Rows that mean nothing without their module, of libraries that know of modules by their ids alone. */
export interface RowsOfModule {
  /** Takes them away as the module is archived, in the same transaction, so that no other module of the id comes upon them. */
  forget(sql: Sql, moduleId: string): Promise<void>;
}

/** DI token of {@link RowsOfModule}; provided by the library that runs scripts. */
export const ROWS_OF_MODULE = Symbol('RowsOfModule');
