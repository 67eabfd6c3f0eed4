import { HolderCounts } from './holder-counts.js';
import { threeQuarters } from './three-quarters.js';

interface ResumingRun {
  readonly holder: string;
  readonly resume: () => void;
}

/**
 * How many threads may compute at once, and of one holder three quarters of them. A run that comes back from a call of the host goes before those
 * that have not begun.
 */
export class ComputeSlots {
  private readonly taken = new HolderCounts();
  private readonly resuming: ResumingRun[] = [];

  /** @param onFree called when a slot is free that no resuming run takes */
  constructor(
    private readonly slots: number,
    private readonly onFree: () => void,
  ) {}

  get isFree(): boolean {
    return this.taken.all < this.slots;
  }

  isFreeFor(holder: string): boolean {
    return this.isFree && this.taken.of(holder) < threeQuarters(this.slots);
  }

  /** Where {@link isFreeFor} says so. */
  take(holder: string): void {
    this.taken.add(holder);
  }

  resume(holder: string): Promise<void> {
    if (!this.isFreeFor(holder)) return new Promise((resume) => this.resuming.push({ holder, resume }));
    this.take(holder);
    return Promise.resolve();
  }

  give(holder: string): void {
    this.taken.remove(holder);
    const index = this.resuming.findIndex((each) => this.isFreeFor(each.holder));
    const [next] = index < 0 ? [] : this.resuming.splice(index, 1);
    if (next === undefined) return this.onFree();
    this.take(next.holder);
    next.resume();
  }
}
