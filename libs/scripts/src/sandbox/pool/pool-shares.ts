import { CallingPlaces } from './calling-places.js';
import { ComputeSlots } from './compute-slots.js';
import { HolderCounts } from './holder-counts.js';
import type { PoolLimits } from './pool-limits.js';
import { threeQuarters } from './three-quarters.js';

/** What {@link PoolShares} is made of. */
export interface PoolSharesParts extends Pick<PoolLimits, 'threads' | 'computing'> {
  /** Threads that there are just now. */
  readonly count: () => number;
  /** Called when a slot is free that no resuming run takes. */
  readonly onFree: () => void;
}

/** Who may have how much of a pool: threads, slots to compute, places to call the host. */
export class PoolShares {
  readonly slots: ComputeSlots;
  readonly calling: CallingPlaces;
  private readonly running = new HolderCounts();
  private readonly mostThreads: number;

  constructor({ threads, computing, count, onFree }: PoolSharesParts) {
    this.mostThreads = threeQuarters(threads);
    this.slots = new ComputeSlots(computing, onFree);
    this.calling = new CallingPlaces(count);
  }

  mayRun(holder: string): boolean {
    return this.slots.isFreeFor(holder) && this.running.of(holder) < this.mostThreads;
  }

  mayRunAndCall(holder: string): boolean {
    return this.mayRun(holder) && this.calling.isFreeFor(holder);
  }

  /** Where {@link mayRun} says so, or {@link mayRunAndCall}. */
  begin(holder: string, isCalling: boolean): void {
    if (isCalling) this.calling.take(holder);
    this.slots.take(holder);
    this.running.add(holder);
  }

  /** All but the slot, which goes back after the thread. */
  end(holder: string, isCalling: boolean): void {
    this.running.remove(holder);
    if (isCalling) this.calling.give(holder);
  }
}
