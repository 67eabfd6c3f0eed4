import { getPriority, setPriority } from 'node:os';

/** Steps of niceness by which a script thread stands behind the thread that serves requests. */
const BEHIND = 5;
const NICEST = 19;

/** The calls of the system, for the thread that calls. */
export interface Priorities {
  get(): number;
  /** @throws Error — the system does not let this process */
  set(niceness: number): void;
}

const own: Priorities = { get: () => getPriority(0), set: (niceness) => setPriority(0, niceness) };

/** Leaves a busy machine to the thread that serves requests, whatever niceness the server was started with. A courtesy: scripts run without it as well. */
export function stepBack(priorities: Priorities = own): void {
  try {
    priorities.set(Math.min(NICEST, priorities.get() + BEHIND));
  } catch {
    // A filter of system calls refuses it: then both get the same.
  }
}
