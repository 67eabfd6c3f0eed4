import type { ConfiguredScript } from '../configured-script.port.js';
import type { BenchFunctionName, BenchRun, Recording, Replay } from '../script-bench.port.js';
import { comparedSession, timesOf, verdictsOf, type ReplayedPair } from './replay-comparison.js';

/** Milliseconds after which no further session is begun: a request is answered in half a minute. */
const LONGEST = 20_000;

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

type RunOne = (script: ConfiguredScript, recording: Recording) => Promise<BenchRun>;

/** Runs both scripts with one session after the other, as far as the time lasts. */
export async function replayed(task: ReplayTask, run: RunOne, mostMillis = LONGEST): Promise<Replay> {
  const end = performance.now() + mostMillis;
  const { sessions, continueAfter } = task;
  const first = sessions.findIndex(({ id }) => id === continueAfter) + 1;
  const pairs: ReplayedPair[] = [];
  for (const recording of sessions.slice(first)) {
    if (pairs.length > 0 && performance.now() > end) break;
    const old = await run(task.old, recording);
    pairs.push({
      recordingId: recording.id,
      recordedAt: recording.recordedAt,
      old,
      new: await run(task.new, recording),
    });
  }
  return replayOf(task, first, pairs);
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
