import type { AuditPosition } from '../audit-cursors.js';
import type { AuditRow } from '../audit-row.js';

/** What a record must be; all of it. */
export interface AuditFilter {
  readonly kind?: string;
  readonly outcome?: string;
  readonly clientId?: string;
  readonly username?: string;
  readonly userPid?: number;
  readonly moduleId?: string;
  readonly jti?: string;
  readonly errorReference?: string;
  readonly flowId?: string;
}

/** Which part of the log is read, newest first. */
export interface AuditPortion {
  readonly filter: AuditFilter;
  readonly pageSize: number;
  readonly from?: Date;
  /** Not included. */
  readonly to?: Date;
  /** Not included either. */
  readonly cursor?: AuditPosition;
}

/** Records that fit, and where the search has got to. */
export interface FoundAuditRows {
  readonly rows: readonly AuditRow[];
  /** Absent where nothing is left to be searched. */
  readonly next?: AuditPosition;
}

/** Reads the audit log. Each call looks at a bounded number of rows, found by an index, whatever is looked for (F-49). */
export interface AuditSearchStore {
  search(portion: AuditPortion): Promise<FoundAuditRows>;
}
