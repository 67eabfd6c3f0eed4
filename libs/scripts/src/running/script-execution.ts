import { Inject, Injectable } from '@nestjs/common';
import { KnownSecrets } from '#protocol/known-secrets';
import type { ScriptSettings } from '../configured-script.port.js';
import type { ScriptFailureReason } from '../script-failure.port.js';
import { SCRIPT_SURROUNDINGS, type ScriptSurroundings } from '../script-surroundings.js';
import { SANDBOX, type Sandbox, type SandboxRun } from '../sandbox/sandbox.js';
import type { GuestSurroundings, ScriptLogLine, ScriptUse } from '../sandbox/script-job.js';
import { MissingSourceError, SCRIPT_SOURCES, type FoundSource, type ScriptSources } from '../sources/script-sources.js';
import type { FinishedRun } from '../records/finished-run.js';
import type { HostAnswers } from './host-answers.js';
import { provedSubject } from './run-subject.js';
import { runLimits } from './run-limits.js';
import { secretsAmong, tellableRun } from './run-secrets.js';
import type { ScriptRun } from './script-runner.js';
import { MOST_NESTED, scriptDepth } from './script-depth.js';
import { settledRun } from './settled-run.js';

const NO_USE: ScriptUse = { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };

/** How a run is carried out. */
export interface ExecutionTerms {
  /** Answers its calls. */
  readonly host: HostAnswers;
  /** Whose share of the threads it takes. */
  readonly holder: string;
  /** The script sees no variables of the server. */
  readonly withoutEnvironment?: boolean;
  /** Nobody needs it: it runs however often it was ended by a limit, and that counts against nothing. */
  readonly isTried?: boolean;
}

/** Runs a function of a script in the sandbox, wherever its source is, and tells what came of it, whatever that is. */
@Injectable()
export class ScriptExecution {
  /** Of the variables that every script sees. */
  private readonly environmentSecrets: readonly string[];
  /** The same, for runs that have none of their own: what is looked for is worked out once. */
  private readonly usualSecrets: KnownSecrets;

  constructor(
    @Inject(SCRIPT_SOURCES) private readonly sources: ScriptSources,
    @Inject(SANDBOX) private readonly sandbox: Sandbox,
    @Inject(SCRIPT_SURROUNDINGS) private readonly surroundings: ScriptSurroundings,
  ) {
    this.environmentSecrets = secretsAmong(surroundings.environment);
    this.usualSecrets = new KnownSecrets(this.environmentSecrets);
  }

  async execute<T>(run: ScriptRun<T>, terms: ExecutionTerms): Promise<FinishedRun<T>> {
    const begun = performance.now();
    const lines: ScriptLogLine[] = [];
    const secrets = this.secretsOf(run);
    const found = scriptDepth() > MOST_NESTED ? TOO_DEEP : await this.found(run);
    if (found.kind === 'failed') return { run, lines, outcome: found, secrets, millis: performance.now() - begun };
    const outcome = await this.sandbox.run(this.sandboxRun(run, found.source, lines, terms));
    const ended = { run, lines, outcome, secrets, version: found.source, millis: performance.now() - begun };
    return tellableRun(settledRun(ended));
  }

  private secretsOf({ secrets = [] }: ScriptRun): KnownSecrets {
    return secrets.length === 0 ? this.usualSecrets : new KnownSecrets([...secrets, ...this.environmentSecrets]);
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

  private sandboxRun(
    { script, functionName, input, occasion, subject = provedSubject(occasion) }: ScriptRun,
    source: FoundSource,
    lines: ScriptLogLine[],
    { host, holder, withoutEnvironment = false, isTried = false }: ExecutionTerms,
  ): SandboxRun {
    const { name, settings } = script;
    const endsAt = performance.now() + settings.totalMillis;
    const asker = { script: name, functionName, ...(occasion && { occasion }) };
    const depth = scriptDepth();
    const note = (text: string): void => void lines.push({ level: 'warn', text });
    const given = JSON.stringify(input);
    const job = {
      ...{ fileName: name, source: source.text, isModule: settings.isModule, functionName, input: given },
      surroundings: JSON.stringify(this.guestSurroundings(settings, withoutEnvironment)),
      limits: runLimits(settings, Buffer.byteLength(given)),
    };
    const { moduleId, totalMillis } = settings;
    const { hash, version } = source;
    const origin = { moduleId, hash, ...(version !== undefined && { version }) };
    return {
      ...{ job, holder, totalMillis, ...(!isTried && { origin }) },
      ...(subject && { subject }),
      answer: (operation, payload) => host.answer({ operation, payload, settings, asker, endsAt, depth, note }),
      onLog: (line) => lines.push(line),
    };
  }

  private guestSurroundings({ nodeId, moduleId, fhirBase }: ScriptSettings, isBare: boolean): GuestSurroundings {
    const environment = isBare ? {} : this.surroundings.environment;
    return { nodeId, moduleId, environment, hasFhir: fhirBase !== undefined };
  }
}

interface Failed {
  readonly kind: 'failed';
  readonly reason: ScriptFailureReason;
  readonly detail: string;
  readonly use: ScriptUse;
}

const TOO_DEEP: Failed = {
  kind: 'failed',
  reason: 'nesting-limit',
  detail: `the request was made by a script that a request of a script led to, more than ${String(MOST_NESTED)} times: it has itself run again without end`,
  use: NO_USE,
};
