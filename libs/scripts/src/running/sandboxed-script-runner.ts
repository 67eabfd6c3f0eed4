import { Inject, Injectable } from '@nestjs/common';
import type { ScriptSettings } from '../configured-script.port.js';
import { ScriptFailure, type ScriptFailureReason, type ScriptPosition } from '../script-failure.port.js';
import { SCRIPT_SURROUNDINGS, type ScriptSurroundings } from '../script-surroundings.js';
import { SANDBOX, type Sandbox } from '../sandbox/sandbox.js';
import type { GuestSurroundings, ScriptLogLine, ScriptOutcome, ScriptUse } from '../sandbox/script-job.js';
import { MissingSourceError, SCRIPT_SOURCES, type FoundSource, type ScriptSources } from '../sources/script-sources.js';
import { RunRecords } from '../records/run-records.js';
import { HOST_ANSWERS, type HostAnswers } from './host-answers.js';
import { runLimits } from './run-limits.js';
import type { ScriptAnswer, ScriptRun, ScriptRunner } from './script-runner.js';

const NO_USE: ScriptUse = { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };

/** {@link ScriptRunner} over the sources and the sandbox. */
@Injectable()
export class SandboxedScriptRunner implements ScriptRunner {
  constructor(
    @Inject(SCRIPT_SOURCES) private readonly sources: ScriptSources,
    @Inject(SANDBOX) private readonly sandbox: Sandbox,
    @Inject(HOST_ANSWERS) private readonly host: HostAnswers,
    @Inject(SCRIPT_SURROUNDINGS) private readonly surroundings: ScriptSurroundings,
    private readonly records: RunRecords,
  ) {}

  async run(run: ScriptRun): Promise<ScriptAnswer> {
    const begun = performance.now();
    const lines: ScriptLogLine[] = [];
    const found = await this.found(run);
    const outcome = found.kind === 'failed' ? found : await this.outcomeOf(run, found.source, lines);
    const millis = performance.now() - begun;
    const version = found.kind === 'failed' ? undefined : found.source;
    const runId = this.records.add({ run, outcome, lines, millis, ...(version && { version }) });
    return answerOf(run, outcome, runId);
  }

  private async found({
    script,
  }: ScriptRun): Promise<{ readonly kind: 'found'; readonly source: FoundSource } | Failed> {
    try {
      return { kind: 'found', source: await this.sources.find(script.source) };
    } catch (error) {
      if (!(error instanceof MissingSourceError)) throw error;
      return { kind: 'failed', reason: 'missing-source', detail: error.message, use: NO_USE };
    }
  }

  private outcomeOf(
    { script, functionName, input }: ScriptRun,
    source: FoundSource,
    lines: ScriptLogLine[],
  ): Promise<ScriptOutcome> {
    const { name, settings } = script;
    const endsAt = performance.now() + settings.totalMillis;
    const note = (text: string): void => void lines.push({ level: 'warn', text });
    const job = {
      ...{ fileName: name, source: source.text, isModule: settings.isModule, functionName },
      input: JSON.stringify(input),
      surroundings: JSON.stringify(this.guestSurroundings(settings)),
      limits: runLimits(settings),
    };
    return this.sandbox.run({
      job,
      totalMillis: settings.totalMillis,
      holder: settings.moduleId,
      answer: (operation, payload) => this.host.answer({ operation, payload, settings, endsAt, note }),
      onLog: (line) => lines.push(line),
    });
  }

  private guestSurroundings({ nodeId, moduleId, fhirBase }: ScriptSettings): GuestSurroundings {
    return { nodeId, moduleId, environment: this.surroundings.environment, hasFhir: fhirBase !== undefined };
  }
}

interface Failed {
  readonly kind: 'failed';
  readonly reason: ScriptFailureReason;
  readonly detail: string;
  readonly position?: ScriptPosition;
  readonly use: ScriptUse;
}

/** @throws ScriptFailure */
function answerOf(
  { script, functionName }: ScriptRun,
  outcome: ScriptOutcome,
  runId: string | undefined,
): ScriptAnswer {
  const id = runId === undefined ? {} : { runId };
  if (outcome.kind === 'missing') return { kind: 'missing' };
  if (outcome.kind === 'returned') return { kind: 'returned', output: JSON.parse(outcome.output) as unknown, ...id };
  const { reason, detail, position } = outcome;
  const about = { script: script.name, functionName, ...(position && { position }), ...id };
  throw new ScriptFailure(reason, detail, about);
}
