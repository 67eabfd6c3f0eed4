import { Inject, Injectable, Logger } from '@nestjs/common';
import { AUDIT_LOG, type AuditEvent, type AuditLog } from '#audit/audit.port';
import { randomId } from '#protocol/random';
import type { FinishedRun } from './finished-run.js';
import { runDetail } from './run-detail.js';

/** Keeps what runs logged and how they failed, as records of the audit log beside the decisions of their flow. */
@Injectable()
export class RunRecords {
  private readonly logger = new Logger('Scripts');

  constructor(@Inject(AUDIT_LOG) private readonly audit: AuditLog) {}

  /**
   * Gives the id of the record; undefined where there was nothing to keep. The record is under way, before that of whatever comes of the run, and
   * records are committed in their order.
   */
  add(finished: FinishedRun): string | undefined {
    const { outcome, lines, run } = finished;
    if (outcome.kind !== 'failed' && lines.length === 0) return undefined;
    const runId = randomId();
    this.audit.record(eventOf(runId, finished)).catch((cause: unknown) => {
      this.logger.error({ message: `A run of ${run.script.name} could not be recorded.`, cause: String(cause) });
    });
    return runId;
  }
}

function eventOf(runId: string, finished: FinishedRun): AuditEvent {
  const { run, outcome } = finished;
  return {
    ...run.occasion,
    moduleId: run.script.settings.moduleId,
    kind: 'SCRIPT',
    outcome: outcome.kind === 'failed' ? 'failure' : 'success',
    detail: { runId, ...runDetail(finished) },
  };
}
