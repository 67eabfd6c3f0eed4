import { readFileSync, readlinkSync } from 'node:fs';

/** Where a run's time is read, in milliseconds. */
export interface RunClock {
  /** Since some moment. */
  now(): number;
  /** That the run's thread has had of a processor. */
  computed(): number;
}

/** Of the thread this runs in. */
export const threadClock: RunClock = { now: () => performance.now(), computed: threadMillis };

/** Milliseconds that the thread this runs in has had of a processor. */
export function threadMillis(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** The system's number of this thread, by which others can look at it; undefined where it has none that they can look up. */
export function ownThreadId(): string | undefined {
  try {
    return /\d+$/.exec(readlinkSync('/proc/thread-self'))?.[0];
  } catch {
    return undefined;
  }
}

/** What {@link threadMillis} would say in that thread, which cannot answer itself just now; undefined where nobody knows. */
export function millisOfThread(id: string | undefined): number | undefined {
  if (id === undefined) return undefined;
  try {
    return Number(readFileSync(`/proc/self/task/${id}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return undefined;
  }
}
