/**
 * Spares callers the wait for a database that is known to be away: after 3 failures in a row everything is refused at once,
 * but for one probe every 250 ms, whose success opens the way again (F-13, F-37).
 */
export class CircuitBreaker {
  private failures = 0;
  private nextProbeAt = 0;

  /** @param now milliseconds on a clock that never jumps */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Whether a call may go to the database now. */
  admits(): boolean {
    if (this.failures < FAILURES) return true;
    const now = this.now();
    if (now < this.nextProbeAt) return false;
    this.nextProbeAt = now + PROBE_INTERVAL;
    return true;
  }

  succeeded(): void {
    this.failures = 0;
  }

  failed(): void {
    this.failures++;
    if (this.failures === FAILURES) this.nextProbeAt = this.now() + PROBE_INTERVAL;
  }
}

const FAILURES = 3;
/** Milliseconds. */
const PROBE_INTERVAL = 250;
