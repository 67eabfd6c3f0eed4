import type { AuditLog } from '#audit/audit.port';
import { isUnlimited } from '#protocol/administration/author-problems';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { ConfiguredScript } from '../configured-script.port.js';
import type { HostAnswers } from '../running/host-answers.js';
import type { KeptSessions } from '../recordings/kept-sessions.js';
import type {
  BenchBusy,
  BenchCallMode,
  BenchDone,
  BenchFunctionName,
  BenchRun,
  BenchSample,
  Recording,
  Replay,
  ScriptBench,
} from '../script-bench.port.js';
import type { BenchedScripts } from './benched-scripts.js';
import { recordedHost, refusingHost } from './bench-host.js';
import type { BenchTrials } from './bench-trial.js';
import {
  problem,
  readReplayRequest,
  readRunRequest,
  type ReplayRequest,
  type RunRequest,
} from './inputs/bench-requests.js';
import { callShapes } from './inputs/call-shapes.js';
import { replayed, type ReplayTask } from './replayed.js';
import { benchSamples } from './samples/bench-samples.js';

/** Runs and replays of one server at once: each takes a thread at most, and real traffic has the others. */
const MOST_AT_ONCE = 3;
/** Stands in records for what is of no module. */
const NO_MODULE = 'scripts';

/** What the bench works with. */
export interface BenchParts {
  readonly trials: BenchTrials;
  readonly scripts: BenchedScripts;
  readonly sessions: KeptSessions;
  /** Calls other servers. */
  readonly live: HostAnswers;
  readonly audit: Pick<AuditLog, 'record'>;
}

/** {@link ScriptBench} on the sandbox of this process. */
export class SandboxedBench implements ScriptBench {
  private underWay = 0;

  constructor(private readonly parts: BenchParts) {}

  samples(): readonly BenchSample[] {
    return benchSamples;
  }

  async run(body: unknown, author: ChangeAuthor): Promise<BenchDone<BenchRun> | ChangeRefusal | BenchBusy> {
    const read = readRunRequest(body);
    if (read.kind === 'refused') return read;
    const forbidden = forbiddenIn(read.request, author);
    if (forbidden.length > 0) return { kind: 'forbidden', problems: forbidden };
    return this.oneOfFew(() => this.runAllowed(read.request, author));
  }

  async replay(body: unknown, author: ChangeAuthor): Promise<BenchDone<Replay> | ChangeRefusal | BenchBusy> {
    const read = readReplayRequest(body);
    if (read.kind === 'refused') return read;
    if (!isUnlimited(author))
      return { kind: 'forbidden', problems: [reserved('function', 'replays what was recorded')] };
    return this.oneOfFew(() => this.replayAllowed(read.request, author));
  }

  private async runAllowed(request: RunRequest, author: ChangeAuthor): Promise<BenchDone<BenchRun> | ChangeRefusal> {
    const { function: functionName, moduleId, calls: mode = 'refused' } = request;
    const { scripts, trials } = this.parts;
    const script = await scripts.find({ functionName, moduleId, field: 'script', named: request.script });
    if (!('settings' in script)) return { kind: 'refused', problems: [script] };
    const recording = await this.recordingOf(request);
    const { input, problems } = inputOf(request, recording);
    if (input === undefined) return { kind: 'refused', problems };
    const host = this.hostFor(mode, recording);
    const result = await trials.run({ functionName, script, input, host, withoutEnvironment: !isUnlimited(author) });
    const { outcome, script: ran } = result;
    await this.record(author, moduleId, {
      ...{ function: functionName, script: ran.name, sha256: ran.hash, calls: mode, outcome },
      ...(request.sample !== undefined && { sample: request.sample }),
      ...(recording && { recordingId: recording.id }),
    });
    return { kind: 'done', result };
  }

  private async replayAllowed(
    request: ReplayRequest,
    author: ChangeAuthor,
  ): Promise<BenchDone<Replay> | ChangeRefusal | BenchBusy> {
    const { function: functionName, moduleId, calls: mode = 'recorded' } = request;
    const old = await this.parts.scripts.find({ functionName, moduleId, field: 'old', named: request.old });
    if (!('settings' in old)) return { kind: 'refused', problems: [old] };
    const other = await this.parts.scripts.find({ functionName, moduleId, field: 'new', named: request.new });
    if (!('settings' in other)) return { kind: 'refused', problems: [other] };
    const sessions = await this.parts.sessions.latest(moduleId, functionName, request.last);
    const { continueAfter } = request;
    if (continueAfter !== undefined && !sessions.some(({ id }) => id === continueAfter))
      return { kind: 'refused', problems: [passedBy] };
    const task: ReplayTask = { functionName, old, new: other, sessions, continueAfter };
    const result = await replayed(task, (script: ConfiguredScript, recording: Recording) =>
      this.parts.trials.run({
        ...{ functionName, script, withoutEnvironment: false, host: this.hostFor(mode, recording) },
        input: recording.input as Readonly<Record<string, unknown>>,
      }),
    );
    if ('kind' in result) return result;
    const { done, of, verdicts } = result;
    const sources = { old: result.old.hash, new: result.new.hash };
    await this.record(author, moduleId, {
      function: functionName,
      replay: sources,
      calls: mode,
      done,
      of,
      ...verdicts,
    });
    return { kind: 'done', result };
  }

  private async recordingOf({ recordingId }: RunRequest): Promise<Recording | undefined> {
    return recordingId === undefined ? undefined : this.parts.sessions.find(recordingId);
  }

  private hostFor(mode: BenchCallMode, recording: Recording | undefined): HostAnswers {
    if (mode === 'live') return this.parts.live;
    return mode === 'recorded' ? recordedHost(recording?.calls ?? []) : refusingHost;
  }

  private async oneOfFew<Result>(work: () => Promise<Result>): Promise<Result | BenchBusy> {
    if (this.underWay >= MOST_AT_ONCE) return { kind: 'busy' };
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
    }
  }

  private record(
    author: ChangeAuthor,
    moduleId: string | undefined,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    return this.parts.audit.record({
      ...{ moduleId: moduleId ?? NO_MODULE, kind: 'SCRIPT_BENCH', outcome: 'success' },
      ...recordedAuthor(author),
      detail: { actor: author.actor, ...detail },
    });
  }
}

/** What calls servers, and what was recorded, is for those who may have scripts do it in earnest: these decide who gets what (V-100). */
function forbiddenIn({ calls, recordingId }: RunRequest, author: ChangeAuthor): readonly FieldProblem[] {
  if (isUnlimited(author)) return [];
  return [
    ...(calls === 'live' ? [reserved('calls', 'has other servers called')] : []),
    ...(recordingId === undefined ? [] : [reserved('recordingId', 'runs what was recorded')]),
  ];
}

/** Whoever goes on from there would begin again without knowing it. */
const passedBy = problem(
  'continueAfter',
  'is not among these recorded sessions any more: newer ones have taken its place, or it has expired',
  'begin again without it',
);

function reserved(field: string, what: string): FieldProblem {
  return problem(field, `${what}, which only holders of ROLE_SUPERUSER may`, 'Run a sample, or an input of your own');
}

function inputOf({ function: functionName, sample, recordingId, input }: RunRequest, recording: Recording | undefined) {
  const found =
    input ??
    (recordingId === undefined ? sampleNamed(functionName, sample) : inputOfRecording(functionName, recording));
  if (!found) {
    const field = recordingId === undefined ? 'sample' : 'recordingId';
    return { problems: [problem(field, 'is none of this function', 'Take one that is listed for it')] };
  }
  const problems = callShapes[functionName](found, 'input');
  return problems.length > 0 ? { problems } : { input: found as Readonly<Record<string, unknown>>, problems };
}

function sampleNamed(functionName: BenchFunctionName, id: string | undefined): unknown {
  return benchSamples.find((each) => each.id === id && each.functionName === functionName)?.input;
}

function inputOfRecording(functionName: BenchFunctionName, recording: Recording | undefined): unknown {
  return recording?.functionName === functionName ? recording.input : undefined;
}
