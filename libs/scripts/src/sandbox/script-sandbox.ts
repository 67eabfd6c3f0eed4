import { Logger } from '@nestjs/common';
import { systemClock, type Clock } from '#protocol/clock';
import type { ScriptFailureReason } from '../script-failure.port.js';
import type { Sandbox, SandboxRun } from './sandbox.js';
import {
  ScriptBreaker,
  type BreakerEnding,
  type BreakerEntry,
  type BreakerScript,
  type BreakerVerdict,
  type SuspendedScript,
} from './breaker/script-breaker.js';
import type { ScriptOutcome } from './script-job.js';
import { ScriptPool } from './pool/script-pool.js';

/** A script that is left alone, for all or for one user or client. */
export interface Suspension extends SuspendedScript {
  readonly isForOne: boolean;
}

/** What a sandbox may be made with. */
export interface SandboxOptions {
  /** Absent: threads, as many as the limits say. */
  readonly pool?: RunPool;
  readonly clock?: Clock;
  /** Told each time a script is suspended, beside the line in the log. */
  readonly onSuspended?: (suspension: Suspension) => void;
  /** Told when no thread can start any more, so that nothing runs until one can. */
  readonly onOutage?: (cause: string) => void;
}

/** What runs are handed to. */
export type RunPool = Pick<ScriptPool, 'run' | 'warm' | 'canRun' | 'close'>;

/** The server took part in these endings: the script cannot be blamed for another server that is slow. */
const NOT_ITS_DOING: ReadonlySet<ScriptFailureReason> = new Set(['busy', 'time-limit', 'missing-source', 'suspended']);
const KILLED: ReadonlySet<ScriptFailureReason> = new Set([
  ...(['compute-limit', 'memory-limit', 'host-call-limit', 'crashed'] as const),
]);
const NOTHING_USED = { computeMillis: 0, hostMillis: 0, hostCalls: 0, memoryBytes: 0 };

/**
 * The pool, and before it what leaves scripts alone that keep breaking their limits: for all where it happens to several people, and for the one user
 * or client alone that it happens to, whose data may be the reason.
 */
export class ScriptSandbox implements Sandbox {
  private readonly logger = new Logger(ScriptSandbox.name);
  private readonly ofAll = new ScriptBreaker();
  private readonly ofOne = new ScriptBreaker();
  private readonly pool: RunPool;
  private readonly clock: Clock;

  constructor(private readonly options: SandboxOptions = {}) {
    this.pool = options.pool ?? new ScriptPool({ ...(options.onOutage && { onOutage: options.onOutage }) });
    this.clock = options.clock ?? systemClock;
  }

  async run(run: SandboxRun): Promise<ScriptOutcome> {
    const doors = this.doorsOf(run);
    const entries = this.enter(doors);
    if (entries === undefined) return suspended(this.restOf(doors));
    const isSuspended = (): boolean => this.restOf(doors) > 0;
    const outcome = await this.pool.run(run, isSuspended);
    for (const { door, entry } of entries) this.left(door, entry, outcome);
    return outcome.kind === 'failed' && outcome.reason === 'suspended' ? suspended(this.restOf(doors)) : outcome;
  }

  /** Starts the first thread beside whatever else goes on. */
  warm(): void {
    this.pool.warm();
  }

  /** False while no thread can start; whoever asks has it tried again. */
  canRun(): boolean {
    return this.pool.canRun();
  }

  /** Those that are left alone for all. */
  suspendedScripts(): readonly SuspendedScript[] {
    return this.ofAll.suspended(this.now());
  }

  /** Lets what runs finish, then ends all threads. */
  close(millis?: number): Promise<void> {
    return this.pool.close(millis);
  }

  /** None where nothing can go wrong that would count. */
  private doorsOf({ job, origin, subject }: SandboxRun): readonly Door[] {
    if (origin === undefined) return [];
    const script = { ...origin, name: job.fileName, key: `${origin.moduleId}\n${job.fileName}\n${origin.hash}` };
    if (subject === undefined) return [{ breaker: this.ofAll, script }];
    return [
      { breaker: this.ofOne, script: { ...script, key: `${script.key}\n${subject.one}` } },
      { breaker: this.ofAll, script, countsAs: subject.countsAs },
    ];
  }

  /** Through all of them or through none. */
  private enter(doors: readonly Door[]): readonly Entered[] | undefined {
    const entered: Entered[] = [];
    for (const door of doors) {
      const entry = door.breaker.enter(door.script, this.now());
      if (entry === undefined) {
        for (const each of entered) each.door.breaker.left(each.door.script, each.entry, UNDECIDED, this.now());
        return undefined;
      }
      entered.push({ door, entry });
    }
    return entered;
  }

  private left({ breaker, script, countsAs }: Door, entry: BreakerEntry, outcome: ScriptOutcome): void {
    const opened = breaker.left(script, entry, { verdict: verdictOn(outcome), subject: countsAs }, this.now());
    if (opened !== undefined) this.tell({ ...opened, isForOne: breaker === this.ofOne });
  }

  private restOf(doors: readonly Door[]): number {
    return Math.max(0, ...doors.map(({ breaker, script }) => breaker.restOf(script, this.now())));
  }

  private tell(suspension: Suspension): void {
    const { name, moduleId, until, isForOne } = suspension;
    const who = isForOne ? 'the user or client that it happened to cannot use it' : 'nobody can use it';
    this.logger.error(`${moduleId}: ${name} broke its limits again and again: ${who} until ${until.toISOString()}`);
    this.options.onSuspended?.(suspension);
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

function verdictOn(outcome: ScriptOutcome): BreakerVerdict {
  if (outcome.kind !== 'failed') return 'well';
  if (KILLED.has(outcome.reason)) return 'killed';
  return NOT_ITS_DOING.has(outcome.reason) ? 'undecided' : 'well';
}

/** @param millis until it may be tried */
function suspended(millis: number): ScriptOutcome {
  const detail = 'left alone for half a minute because it broke its limits again and again';
  const retryAfterSeconds = Math.max(1, Math.ceil(millis / 1_000));
  return { kind: 'failed', reason: 'suspended', detail, retryAfterSeconds, use: NOTHING_USED };
}

/** A breaker that a run has to pass, and what it is there. */
interface Door {
  readonly breaker: ScriptBreaker;
  readonly script: BreakerScript;
  readonly countsAs?: string;
}

interface Entered {
  readonly door: Door;
  readonly entry: BreakerEntry;
}

const UNDECIDED: BreakerEnding = { verdict: 'undecided' };
