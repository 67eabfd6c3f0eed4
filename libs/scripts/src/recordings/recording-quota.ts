/** Recordings of one function that may come at once, and in a second afterwards: the cost of runs does not grow with their number. */
const BURST = 20;
const PER_SECOND = 1;
/** Functions of modules that are counted; there are never so many. */
const MOST_COUNTED = 1_000;

/** How much of each function is recorded. */
export class RecordingQuota {
  private readonly left = new Map<string, { readonly tokens: number; readonly at: number }>();

  /** @param now milliseconds of a clock that only goes on */
  take(key: string, now: number): boolean {
    const { tokens, at } = this.left.get(key) ?? { tokens: BURST, at: now };
    const filled = Math.min(BURST, tokens + ((now - at) / 1_000) * PER_SECOND);
    if (filled < 1) return false;
    if (this.left.size >= MOST_COUNTED) this.left.clear();
    this.left.set(key, { tokens: filled - 1, at: now });
    return true;
  }
}
