/** Counts what happens in a minute by whose it is, so that none fills the log or the database. */
export class MinuteQuota {
  private counts = new Map<string, number>();

  /** @param most of each in a minute */
  constructor(private readonly most: number) {}

  /** Whether this one is still within the minute's share. */
  take(whose: string): boolean {
    const count = (this.counts.get(whose) ?? 0) + 1;
    this.counts.set(whose, count);
    return count <= this.most;
  }

  /** Ends the minute; gives back how many there were beyond the share. */
  end(): readonly (readonly [whose: string, beyond: number])[] {
    const beyond = [...this.counts].map(([whose, count]) => [whose, count - this.most] as const);
    this.counts.clear();
    return beyond.filter(([, count]) => count > 0);
  }
}
