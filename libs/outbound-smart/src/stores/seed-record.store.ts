import type { Sql } from '#database/sql.port';

/** Remembers which modules were seeded with what. */
export interface SeedRecordStore {
  has(moduleId: string, kind: 'clients'): Promise<boolean>;
  /** True for exactly one caller, ever; runs inside the given transaction. */
  claim(sql: Sql, moduleId: string, kind: 'clients'): Promise<boolean>;
}

/** DI token of {@link SeedRecordStore}. */
export const SEED_RECORD_STORE = Symbol('SeedRecordStore');
