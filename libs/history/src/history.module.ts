// Owns what administered things were like before: versions of clients and the like, without their secrets. Must not know what stands in them.
// Expects the token SQL from a global module.
import { Module, type DynamicModule } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import { CHANGE_HISTORY } from './change-history.port.js';
import { StoredHistory } from './stored-history.js';

/** Provides CHANGE_HISTORY. */
@Module({})
export class HistoryModule {
  static forRoot(): DynamicModule {
    return {
      module: HistoryModule,
      global: true,
      providers: [{ provide: CHANGE_HISTORY, inject: [SQL], useFactory: (sql: Sql) => new StoredHistory(sql) }],
      exports: [CHANGE_HISTORY],
    };
  }
}
