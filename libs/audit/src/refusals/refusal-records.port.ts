import type { AuditEvent } from '../audit.port.js';

/**
 * The audit records of refusals. One of somebody who has proved who it is always is a row of its own (O-14). Strangers could fill the database
 * with theirs: each network has so many, and then one row a minute that says how many more there were.
 */
export interface RefusalRecords {
  /**
   * @param isProven whether the refused has proved who it is
   * @throws DatabaseUnavailableError the record could not be committed
   */
  add(event: AuditEvent, isProven: boolean): Promise<void>;
}

/** DI token of {@link RefusalRecords}. */
export const REFUSAL_RECORDS = Symbol('RefusalRecords');
