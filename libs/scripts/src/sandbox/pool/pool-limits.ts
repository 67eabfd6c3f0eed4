import { availableParallelism } from 'node:os';
import { ScriptThread } from '../threads/script-thread.js';

/** How large a pool may grow, and what its threads are. */
export interface PoolLimits {
  /** Threads at most, about 25 MiB each: every run has one, also while it waits for the host. A holder gets three quarters of them. */
  readonly threads: number;
  /** Threads that compute at once. A holder gets three quarters of them. */
  readonly computing: number;
  /** Runs that wait for a thread. Of these places and those of the threads together a holder gets half, and of these one of those it runs scripts for. */
  readonly waiting: number;
  /** MiB of a run. */
  readonly memoryMib: number;
  readonly startThread: (memoryMib: number) => Promise<ScriptThread>;
  /** Told once when no thread can start and there is none, until one could. */
  readonly onOutage: (cause: string) => void;
}

/** Of a server. */
export const usualLimits: PoolLimits = {
  threads: 16,
  computing: Math.max(2, availableParallelism() - 1),
  waiting: 200,
  memoryMib: 64,
  startThread: (memoryMib) => ScriptThread.start(memoryMib),
  onOutage: () => undefined,
};
