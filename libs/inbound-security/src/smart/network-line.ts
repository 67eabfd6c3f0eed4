/** Questions of one network under way at once; of a server's places (`HostGate`) as many are left to others. */
const AT_ONCE = 4;
/** Questions of one network that wait; who comes then is not taken into the line. */
const MOST_WAITING = 1_000;
const MINUTE = 60_000;

/**
 * The questions of one network: few at once, the others in a line, and none once too many were in vain. What is under way may all be in vain, so no more
 * than may be so are under way. Times are of a clock that never goes back, in milliseconds.
 */
export class NetworkLine {
  /** Questions that may still be in vain. */
  private left: number;
  private underWay = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param perMinute questions that may be in vain within a minute */
  constructor(
    private readonly perMinute: number,
    private at: number,
  ) {
    this.left = perMinute;
  }

  /** @returns milliseconds until a question may be in vain again, or undefined where one may */
  pause(now: number): number | undefined {
    const left = this.leftAt(now);
    return left < 1 ? ((1 - left) * MINUTE) / this.perMinute : undefined;
  }

  isFull(): boolean {
    return this.waiting.length >= MOST_WAITING;
  }

  /** Waits for a place, which is left by {@link leave}; what was left of the minute may be used up by then. */
  async enter(now: number): Promise<void> {
    const turn = new Promise<void>((resolve) => this.waiting.push(resolve));
    this.admit(now);
    await turn;
  }

  leave(now: number, isInVain: boolean): void {
    this.underWay -= 1;
    this.left = this.leftAt(now) - (isInVain ? 1 : 0);
    this.at = now;
    this.admit(now);
  }

  /** Nothing is under way, and nothing was in vain lately: a new line is the same. */
  isNew(now: number): boolean {
    return this.underWay === 0 && this.leftAt(now) >= this.perMinute;
  }

  /** One place there always is, so that those who wait learn that nothing is left. */
  private admit(now: number): void {
    const places = Math.min(AT_ONCE, Math.max(1, Math.floor(this.leftAt(now))));
    while (this.underWay < places && this.waiting.length > 0) {
      this.underWay += 1;
      this.waiting.shift()?.();
    }
  }

  private leftAt(now: number): number {
    return Math.min(this.perMinute, this.left + ((now - this.at) * this.perMinute) / MINUTE);
  }
}
