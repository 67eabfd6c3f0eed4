import type { Decision } from '#protocol/decision/decision-trace';
import type { AuditEvent } from './audit.port.js';
import type { NameMasks } from './name-masks.js';

/** An event as it is stored, by column; an absent value is an absent member. */
export interface AuditRow {
  readonly id: string;
  /** ISO 8601 with milliseconds: when it happened, not when it was stored. */
  readonly at: string;
  /** Node id and process run, as in `Master/3f9a0c21`: a sequence without gaps is one of a run (I5). */
  readonly node_id: string;
  readonly sequence: number;
  readonly module_id: string;
  readonly kind: string;
  readonly outcome: string;
  readonly client_id?: string | undefined;
  readonly user_pid?: number | undefined;
  readonly username?: string | undefined;
  readonly remote_address?: string | undefined;
  readonly flow_id?: string | undefined;
  readonly error_reference?: string | undefined;
  readonly error_code?: string | undefined;
  readonly jti?: string | undefined;
  readonly code_hash?: string | undefined;
  readonly grant_id?: string | undefined;
  readonly detail?: unknown;
  readonly trace?: unknown;
}

/** What tells one row from all others. */
export type AuditStamp = Pick<AuditRow, 'id' | 'at' | 'node_id' | 'sequence'>;

const LONGEST_TEXT = 250;
const LONGEST_DETAIL = 16_384; // characters of JSON
const MOST_DECISIONS = 600; // 500 scopes is the most a request may have
const LONGEST_DECISION_VALUE = 500;

/** The row of an event, every value cut to a length that a hostile request cannot raise. */
export function auditRow(event: AuditEvent, stamp: AuditStamp, masks: Pick<NameMasks, 'mask'>): AuditRow {
  return {
    ...stamp,
    module_id: event.moduleId,
    kind: event.kind,
    outcome: event.outcome,
    client_id: cut(event.clientId),
    user_pid: event.userPid,
    username: cut(event.username) ?? masks.mask(event.typedName),
    remote_address: cut(event.remoteAddress),
    flow_id: cut(event.flowId),
    error_reference: cut(event.errorReference),
    error_code: cut(event.errorCode),
    jti: cut(event.jti),
    code_hash: cut(event.codeHash),
    grant_id: cut(event.grantId),
    detail: detailOf(event),
    trace: event.trace && boundedTrace(event.trace),
  };
}

/** The least of a row that the database cannot refuse, for one whose values it did refuse: the event is kept, its particulars are not. */
export function reducedRow({ id, at, node_id, sequence, module_id, kind, outcome }: AuditRow): AuditRow {
  return { id, at, node_id, sequence, module_id, kind, outcome, detail: { unstorable: true } };
}

function cut(text: string | undefined, longest = LONGEST_TEXT): string | undefined {
  return text === undefined || text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** The author is kept with the particulars, and also where those are too long. */
function detailOf({ detail, author }: AuditEvent): Readonly<Record<string, unknown>> | undefined {
  const bounded = detail && boundedDetail(detail);
  return author === undefined ? bounded : { ...bounded, author };
}

function boundedDetail(detail: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { length } = JSON.stringify(detail);
  return length <= LONGEST_DETAIL ? detail : { cut: `${length} characters of detail were left out` };
}

function boundedTrace(trace: readonly Decision[]): readonly Decision[] {
  const kept = trace
    .slice(0, MOST_DECISIONS)
    .map((each) =>
      each.value.length <= LONGEST_DECISION_VALUE
        ? each
        : { ...each, value: `${each.value.slice(0, LONGEST_DECISION_VALUE - 1)}…` },
    );
  const left = trace.length - kept.length;
  if (left === 0) return kept;
  return [
    ...kept,
    { kind: 'check', value: `${left} more decisions`, outcome: 'dropped', ruleId: 'audit.trace-cut', source: 'audit' },
  ];
}
