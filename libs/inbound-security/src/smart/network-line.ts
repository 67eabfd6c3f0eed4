/** Questions of one network under way at once; of a server's places (`HostGate`) as many are left to others. */
const AT_ONCE = 4;
const MINUTE = 60_000;

/** The questions of one network: few at once, the others in a line, and none once too many were in vain. Times are of a clock that never goes back. */
export class NetworkLine {
  private left: number;
  private underWay = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param perMinute questions that may be in vain within a minute @param at milliseconds */
  constructor(
    private readonly perMinute: number,
    private at: number,
  ) {
    this.left = perMinute;
  }

  /** Takes one question from what is left; it is given back where it was not in vain. @returns milliseconds until there is one again, or undefined */
  take(now: number): number | undefined {
    this.left = this.leftAt(now);
    this.at = now;
    if (this.left < 1) return ((1 - this.left) * MINUTE) / this.perMinute;
    this.left -= 1;
    return undefined;
  }

  giveBack(): void {
    this.left = Math.min(this.perMinute, this.left + 1);
  }

  /** Waits for a place, which is left by {@link leave}. */
  async enter(): Promise<void> {
    if (this.underWay < AT_ONCE) this.underWay += 1;
    // Who leaves hands the place on.
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.underWay -= 1;
    else next();
  }

  /** Nothing is under way, and nothing was in vain lately: a new line is the same. */
  isNew(now: number): boolean {
    return this.underWay === 0 && this.leftAt(now) >= this.perMinute;
  }

  private leftAt(now: number): number {
    return Math.min(this.perMinute, this.left + ((now - this.at) * this.perMinute) / MINUTE);
  }
}
