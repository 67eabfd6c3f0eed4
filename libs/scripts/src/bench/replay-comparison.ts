import type { BenchRun, Replay, ReplayedSession, ReplayTimes } from '../script-bench.port.js';
import { differences } from './difference.js';

/** A recording, run with both scripts. */
export interface ReplayedPair {
  readonly recordingId: string;
  readonly recordedAt: Date;
  readonly old: BenchRun;
  readonly new: BenchRun;
}

/** Whether both scripts did the same for one session. What they logged does not count. */
export function comparedSession({ recordingId, recordedAt, old, new: other }: ReplayedPair): ReplayedSession {
  const failures = { ...(old.failure && { old: told(old) }), ...(other.failure && { new: told(other) }) };
  const known = { recordingId, recordedAt, failures };
  if (old.failure && other.failure) return { ...known, verdict: 'both-failed', differences: [] };
  if (old.failure) return { ...known, verdict: 'old-failed', differences: [] };
  if (other.failure) return { ...known, verdict: 'new-failed', differences: [] };
  const found = differences(outcomeOf(old), outcomeOf(other));
  return { ...known, verdict: found.length === 0 ? 'equal' : 'different', differences: found };
}

/** How many sessions had which verdict. */
export function verdictsOf(sessions: readonly ReplayedSession[]): Replay['verdicts'] {
  const none = { equal: 0, different: 0, 'old-failed': 0, 'new-failed': 0, 'both-failed': 0 };
  const counted: Record<ReplayedSession['verdict'], number> = { ...none };
  for (const { verdict } of sessions) counted[verdict] += 1;
  return counted;
}

/** Of no runs both are 0. */
export function timesOf(runs: readonly BenchRun[]): ReplayTimes {
  const sorted = runs.map(({ use }) => use.computeMillis).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

function outcomeOf({ effect }: BenchRun): unknown {
  return { ...effect?.after, ...(effect?.refusal !== undefined && { refusal: effect.refusal }) };
}

function told({ failure }: BenchRun): string {
  if (failure === undefined) return '';
  const { reason, message, line } = failure;
  return `${reason}: ${message}${line === undefined ? '' : ` (line ${String(line)})`}`;
}
