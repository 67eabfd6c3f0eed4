/** Adds up milliseconds. */
export class Stopwatch {
  private total = 0;
  private since: number | undefined;

  get isRunning(): boolean {
    return this.since !== undefined;
  }

  get millis(): number {
    return this.total + (this.since === undefined ? 0 : performance.now() - this.since);
  }

  start(): void {
    this.since ??= performance.now();
  }

  stop(): void {
    this.total = this.millis;
    this.since = undefined;
  }
}
