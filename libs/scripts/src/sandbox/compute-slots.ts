/** How many threads may compute at once. A run that comes back from a call of the host goes before those that have not begun. */
export class ComputeSlots {
  private readonly resuming: (() => void)[] = [];
  private free: number;

  /** @param onFree called when a slot is free that no resuming run takes */
  constructor(
    slots: number,
    private readonly onFree: () => void,
  ) {
    this.free = slots;
  }

  get isFree(): boolean {
    return this.free > 0;
  }

  /** Where {@link isFree} says so. */
  take(): void {
    this.free--;
  }

  resume(): Promise<void> {
    if (!this.isFree) return new Promise((resolve) => this.resuming.push(resolve));
    this.take();
    return Promise.resolve();
  }

  give(): void {
    const next = this.resuming.shift();
    if (next !== undefined) return next();
    this.free++;
    this.onFree();
  }
}
