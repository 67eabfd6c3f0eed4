import type { LoggerService } from '@nestjs/common';
import { DatabaseUnavailableError } from '#database/sql.port';
import { type AuditRow, reducedRow } from './audit-row.js';
import type { AuditEventsStore } from './stores/audit-events.store.js';

/**
 * Stores rows one by one after the database refused them together: one row with a value it cannot hold must not keep back the others. That
 * row is stored without its particulars.
 *
 * @throws DatabaseUnavailableError the database went away meanwhile
 */
export async function storeEachAlone(
  store: AuditEventsStore,
  rows: readonly AuditRow[],
  log: Pick<LoggerService, 'error'>,
): Promise<void> {
  for (const row of rows) {
    try {
      await store.insertMissing([row]);
    } catch (error) {
      if (error instanceof DatabaseUnavailableError) throw error;
      log.error(`The audit record ${row.id} (${row.kind}) was stored without its particulars`, error);
      await store.insertMissing([reducedRow(row)]);
    }
  }
}
