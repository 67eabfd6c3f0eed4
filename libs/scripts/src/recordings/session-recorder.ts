import type { HostAnswers } from '../running/host-answers.js';
import type { ScriptRun } from '../running/script-runner.js';
import type { FinishedRun } from '../records/finished-run.js';
import type { BenchFunctionName } from '../script-bench.port.js';
import { benchFunctionOf, recordableCall } from './recordable-call.js';
import type { ScriptFailureReason } from '../script-failure.port.js';
import type { SessionEnding } from './recorded-session.js';
import { RecordingQuota } from './recording-quota.js';
import type { RecordingQueue } from './recording-queue.js';
import { TapedCalls } from './taped-calls.js';

/** A run that is being recorded. */
export interface Tape {
  /** Answers as the server does, and remembers. */
  readonly host: HostAnswers;
  /** Hands it over to be kept; nobody waits for it. */
  keep(finished: FinishedRun, runId: string | undefined): void;
}

/** Records runs of modules that ask for it (`script.recording.enabled`), as many as their quota lets. */
export class SessionRecorder {
  private readonly quota = new RecordingQuota();

  constructor(private readonly queue: Pick<RecordingQueue, 'add'>) {}

  /** Undefined where the run is not recorded. */
  start(run: ScriptRun, host: HostAnswers): Tape | undefined {
    const { recording, moduleId } = run.script.settings;
    const functionName = recording && run.call && benchFunctionOf(run);
    if (functionName === undefined) return undefined;
    if (!this.quota.take(`${functionName} ${moduleId}`, performance.now())) return undefined;
    const calls = new TapedCalls();
    return {
      host: remembering(host, calls),
      keep: (finished, runId) => this.keep(finished, endingOf(finished, runId), { functionName, calls }),
    };
  }

  /** Sessions without an ending say nothing, and of a session that is too large there is no part that can be run again. */
  private keep(
    { run, version, secrets }: FinishedRun,
    ended: SessionEnding | undefined,
    { functionName, calls: taped }: { readonly functionName: BenchFunctionName; readonly calls: TapedCalls },
  ): void {
    const { call, script } = run;
    const calls = taped.all();
    const { recording, moduleId } = script.settings;
    if (calls === undefined || call === undefined || recording === undefined || ended === undefined) return;
    this.queue.add({
      ...{ moduleId, functionName, scriptName: script.name, scriptVersion: version?.version },
      ...{ retentionHours: recording.retentionHours, ended, session: { input: recordableCall(call), calls }, secrets },
    });
  }
}

/** Of runs that did nothing: what was not there, or could not begin. */
const NEVER_BEGUN: ReadonlySet<ScriptFailureReason> = new Set([
  ...(['busy', 'suspended', 'missing-source', 'nesting-limit'] as const),
]);

/** Undefined of a run that did nothing. */
function endingOf({ outcome, millis }: FinishedRun, runId: string | undefined): SessionEnding | undefined {
  const known = { millis: Math.round(millis), ...(runId !== undefined && { runId }) };
  if (outcome.kind === 'returned') return { outcome: 'returned', ...known };
  if (outcome.kind === 'missing' || NEVER_BEGUN.has(outcome.reason)) return undefined;
  return { outcome: 'failed', reason: outcome.reason, ...known };
}

function remembering(host: HostAnswers, calls: TapedCalls): HostAnswers {
  return {
    answer: async (question) => {
      const { operation, payload } = question;
      try {
        const answer = await host.answer(question);
        calls.add({ operation, payload, answer });
        return answer;
      } catch (error) {
        calls.add({ operation, payload, failure: error instanceof Error ? error.message : String(error) });
        throw error;
      }
    },
  };
}
