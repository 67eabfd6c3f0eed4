import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AUDIT_LOG, type AuditEvent, type AuditLog } from '#audit/audit.port';
import { randomId } from '#protocol/random';
import type { Suspension } from '../sandbox/script-sandbox.js';
import type { FinishedRun } from './finished-run.js';
import { MinuteQuota } from './minute-quota.js';
import { runDetail } from './run-detail.js';
import { ScriptLog } from './script-log.js';

/** Records in a minute, for each module, of runs that failed and of the others; what goes beyond is counted. */
const MOST_RECORDS = 3_000;
const MINUTE = 60_000; // ms
/** Stands in records of scripts that are left alone for the module, so that they are found among those of runs. */
const ALARMS = 'scripts';

/** Keeps what runs logged and how they failed, as records of the audit log beside the decisions of their flow. */
@Injectable()
export class RunRecords implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Script');
  private readonly quotas = { success: new MinuteQuota(MOST_RECORDS), failure: new MinuteQuota(MOST_RECORDS) };
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly log: ScriptLog,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.endMinute();
    }, MINUTE).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.endMinute();
  }

  /**
   * Gives the id of the run; undefined where there was nothing to keep. The record is under way, before that of whatever comes of the run, and
   * records are committed in their order.
   */
  add(finished: FinishedRun): string | undefined {
    const { outcome, lines, decisions = [] } = finished;
    if (outcome.kind === 'missing') this.log.idle(finished);
    if (outcome.kind !== 'failed' && lines.length + decisions.length === 0) return undefined;
    const runId = randomId();
    const event = eventOf(runId, finished);
    if (this.quotas[event.outcome].take(event.moduleId)) this.record(event);
    this.log.write(finished, runId);
    return runId;
  }

  /** The alarm: whoever needs the script gets nothing until then, or only the one it happened to; the records of the runs name them. */
  suspended({ name, moduleId, hash, version, until, isForOne }: Suspension): void {
    const detail = {
      ...{ module: moduleId, script: name, sha256: hash, suspendedUntil: until.toISOString() },
      ...(version !== undefined && { version }),
      ...(isForOne && { isForOne }),
    };
    this.record({ moduleId: ALARMS, kind: 'SCRIPT', outcome: 'failure', detail });
  }

  /** The alarm: no thread can start, so that whoever needs any script gets nothing. */
  outage(cause: string): void {
    if (this.quotas.failure.take(ALARMS))
      this.record({ moduleId: ALARMS, kind: 'SCRIPT', outcome: 'failure', detail: { noThread: cause } });
  }

  private endMinute(): void {
    for (const outcome of ['success', 'failure'] as const)
      for (const [moduleId, furtherRuns] of this.quotas[outcome].end())
        this.record({ moduleId, kind: 'SCRIPT', outcome, detail: { furtherRuns } });
  }

  /** Nobody waits for it. */
  private record(event: AuditEvent): void {
    this.audit.record(event).catch((cause: unknown) => {
      this.logger.error({ message: 'A run could not be recorded', moduleId: event.moduleId, cause: String(cause) });
    });
  }
}

function eventOf(runId: string, finished: FinishedRun): AuditEvent {
  const { run, outcome, decisions = [] } = finished;
  return {
    ...run.occasion,
    moduleId: run.script.settings.moduleId,
    kind: 'SCRIPT',
    outcome: outcome.kind === 'failed' ? 'failure' : 'success',
    detail: { runId, ...runDetail(finished) },
    ...(decisions.length > 0 && { trace: decisions }),
  };
}
