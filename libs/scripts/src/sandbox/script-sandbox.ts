import { hash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { systemClock, type Clock } from '#protocol/clock';
import type { ScriptFailureReason } from '../script-failure.port.js';
import type { Sandbox, SandboxRun } from './sandbox.js';
import { ScriptBreaker, type BreakerVerdict, type SuspendedScript } from './script-breaker.js';
import type { ScriptJob, ScriptOutcome } from './script-job.js';
import { ScriptPool, type PoolLimits } from './script-pool.js';

/** What a sandbox may be made with. */
export interface SandboxOptions {
  readonly pool?: Partial<PoolLimits>;
  readonly clock?: Clock;
  /** Told each time a script is suspended, beside the line in the log. */
  readonly onSuspended?: (script: SuspendedScript) => void;
}

/** The server took part in these endings: the script cannot be blamed for another server that is slow. */
const NOT_ITS_DOING: ReadonlySet<ScriptFailureReason> = new Set(['busy', 'time-limit', 'missing-source', 'suspended']);
const KILLED: ReadonlySet<ScriptFailureReason> = new Set([
  ...(['compute-limit', 'memory-limit', 'output-limit', 'host-call-limit', 'crashed'] as const),
]);
const NOTHING_USED = { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };

/** The pool, and before it what leaves scripts alone that keep breaking their limits. */
export class ScriptSandbox implements Sandbox {
  private readonly logger = new Logger(ScriptSandbox.name);
  private readonly breaker = new ScriptBreaker();
  private readonly pool: ScriptPool;
  private readonly clock: Clock;

  constructor(private readonly options: SandboxOptions = {}) {
    this.pool = new ScriptPool(options.pool);
    this.clock = options.clock ?? systemClock;
  }

  async run(run: SandboxRun): Promise<ScriptOutcome> {
    // Only read, never run: nothing can go wrong that would count.
    if (run.job.functionName === undefined) return this.pool.run(run);
    const script = { key: keyOf(run.job), name: run.job.fileName };
    const entry = this.breaker.enter(script, this.now());
    if (entry === undefined) return suspended();
    const isSuspended = (): boolean => this.breaker.isSuspended(script, this.now());
    const outcome = await this.pool.run(run, isSuspended);
    const opened = this.breaker.left(script, entry, verdictOn(outcome), this.now());
    if (opened !== undefined) this.tell(opened);
    return outcome;
  }

  /** Starts the first thread beside whatever else goes on. */
  warm(): void {
    this.pool.warm();
  }

  suspendedScripts(): readonly SuspendedScript[] {
    return this.breaker.suspended(this.now());
  }

  /** Lets what runs finish, then ends all threads. */
  close(millis?: number): Promise<void> {
    return this.pool.close(millis);
  }

  private tell(script: SuspendedScript): void {
    const until = script.until.toISOString();
    this.logger.error(`${script.name} broke its limits again and again: nobody can use it until ${until}`);
    this.options.onSuspended?.(script);
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

function keyOf({ fileName, source }: ScriptJob): string {
  return `${fileName}\n${hash('sha256', source, 'base64url')}`;
}

function verdictOn(outcome: ScriptOutcome): BreakerVerdict {
  if (outcome.kind !== 'failed') return 'well';
  if (KILLED.has(outcome.reason)) return 'killed';
  return NOT_ITS_DOING.has(outcome.reason) ? 'undecided' : 'well';
}

function suspended(): ScriptOutcome {
  const detail = 'left alone for half a minute because it broke its limits again and again';
  return { kind: 'failed', reason: 'suspended', detail, use: NOTHING_USED };
}
