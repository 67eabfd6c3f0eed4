import type { ConfiguredScript } from '../configured-script.port.js';
import type { BenchBusy, BenchFunctionName, BenchRun, Recording, Replay } from '../script-bench.port.js';
import { comparedSession, timesOf, verdictsOf, type ReplayedPair } from './replay-comparison.js';

/** Milliseconds after which no further session is begun. */
const LONGEST = 20_000;
/** Milliseconds until a run that could not begin is tried again. */
const PAUSE = 250;

/** Two scripts, and what they are to be run with. */
export interface ReplayTask {
  readonly functionName: BenchFunctionName;
  readonly old: ConfiguredScript;
  readonly new: ConfiguredScript;
  /** Newest first. */
  readonly sessions: readonly Recording[];
  /** The last one that was done already. */
  readonly continueAfter: string | undefined;
}

/** How long it may take. */
export interface ReplayTerms {
  readonly mostMillis: number;
  /** Until a run that could not begin is tried again. */
  readonly pause: () => Promise<void>;
}

const USUAL: ReplayTerms = {
  mostMillis: LONGEST,
  pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE)),
};

type RunOne = (script: ConfiguredScript, recording: Recording) => Promise<BenchRun>;

/** Runs both scripts with one session after the other, as far as the time lasts. Busy = none of their runs could begin. */
export async function replayed(
  task: ReplayTask,
  run: RunOne,
  terms: Partial<ReplayTerms> = {},
): Promise<Replay | BenchBusy> {
  const { mostMillis, pause } = { ...USUAL, ...terms };
  const end = performance.now() + mostMillis;
  const first = task.sessions.findIndex(({ id }) => id === task.continueAfter) + 1;
  const begun = patient(run, pause, end);
  const pairs: ReplayedPair[] = [];
  for (const recording of task.sessions.slice(first)) {
    if (pairs.length > 0 && performance.now() > end) break;
    const pair = await replayedPair(task, recording, begun);
    if (pair === undefined) return pairs.length === 0 ? { kind: 'busy' } : replayOf(task, first, pairs);
    pairs.push(pair);
  }
  return replayOf(task, first, pairs);
}

type RunBegun = (...of: Parameters<RunOne>) => Promise<BenchRun | undefined>;

/** Undefined where one of the two could not begin. */
async function replayedPair(task: ReplayTask, recording: Recording, run: RunBegun): Promise<ReplayedPair | undefined> {
  const old = await run(task.old, recording);
  const other = old && (await run(task.new, recording));
  return other && { recordingId: recording.id, recordedAt: recording.recordedAt, old, new: other };
}

/** Tries what could not begin again until the end: a full server says nothing about a script. */
function patient(run: RunOne, pause: ReplayTerms['pause'], end: number): RunBegun {
  return async (script, recording) => {
    for (;;) {
      const result = await run(script, recording);
      if (result.failure?.reason !== 'busy') return result;
      if (performance.now() > end) return undefined;
      await pause();
    }
  };
}

function replayOf({ old, new: other, sessions }: ReplayTask, first: number, pairs: readonly ReplayedPair[]): Replay {
  const done = first + pairs.length;
  const last = pairs.at(-1);
  const compared = pairs.map(comparedSession);
  return {
    old: last?.old.script ?? { name: old.name },
    new: last?.new.script ?? { name: other.name },
    ...{ done, of: sessions.length, sessions: compared, verdicts: verdictsOf(compared) },
    ...(done < sessions.length && last && { continueAfter: last.recordingId }),
    times: { old: timesOf(pairs.map((pair) => pair.old)), new: timesOf(pairs.map((pair) => pair.new)) },
  };
}
