import { Inject, Injectable } from '@nestjs/common';
import type { Sql } from '#database/sql.port';
import type { RowsOfModule } from '#module-config/rows-of-module.port';
import { DIAGNOSTIC_STORE, type DiagnosticStore } from './diagnostic.store.js';
import { SKIN_STORE, type SkinStore } from './skin.store.js';

/** What a module wore, and what was wrong with it. */
@Injectable()
export class SkinRows implements RowsOfModule {
  constructor(
    @Inject(SKIN_STORE) private readonly skins: Pick<SkinStore, 'forget'>,
    @Inject(DIAGNOSTIC_STORE) private readonly diagnostics: Pick<DiagnosticStore, 'forget'>,
  ) {}

  async forget(sql: Sql, moduleId: string): Promise<void> {
    await this.skins.forget(sql, moduleId);
    await this.diagnostics.forget(sql, moduleId);
  }
}
