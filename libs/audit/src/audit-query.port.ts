import type { JsonObject } from '#protocol/json/json-object';
import type { FieldProblem } from '#protocol/json/json-fields';

/** What is looked for, as texts from a request; all of it must fit. Unset and empty ones do not count. */
export interface AuditSearch {
  /** Instant of ISO 8601 with offset: records from then on. */
  readonly from?: string;
  /** Instant: records before it. */
  readonly to?: string;
  /** One of `auditKinds`. */
  readonly kind?: string;
  /** `success` or `failure`. */
  readonly outcome?: string;
  readonly clientId?: string;
  readonly username?: string;
  readonly userPid?: string;
  readonly moduleId?: string;
  readonly jti?: string;
  readonly errorReference?: string;
  readonly flowId?: string;
  /** 1 to 500; 100 unless told. */
  readonly pageSize?: string;
  /** Where the previous part ended: its `nextCursor`. */
  readonly cursor?: string;
}

/** A part of the log, newest record first. */
export interface AuditPart {
  readonly kind: 'found';
  /** `{id, at, nodeId, sequence, moduleId, kind, outcome, author, …}`; instants with milliseconds and offset, absent values left out. */
  readonly events: readonly JsonObject[];
  /**
   * Where to go on. Present also after a part that is not full, or empty: one call looks through a bounded number of records, so that a search for
   * something rare in a huge log answers in time.
   */
  readonly nextCursor?: string;
}

/** Reads the audit log; nothing in it can be changed. */
export interface AuditQuery {
  /**
   * Refused with all problems at once: no instant, no number, a kind or an outcome that there is not (the remedy names those that there are), a
   * cursor that this server did not write (V-85).
   */
  read(
    search: AuditSearch,
  ): Promise<AuditPart | { readonly kind: 'refused'; readonly problems: readonly FieldProblem[] }>;
}

/** DI token of {@link AuditQuery}. */
export const AUDIT_QUERY = Symbol('AuditQuery');
