import type { Clock } from '#protocol/clock';
import type { Terminal } from '../terminal.js';

/** Milliseconds between two looks at the progress: on one line that is written over, and as lines of a log. */
const PACE = { rewriting: 200, lines: 5_000 };

/** Tells how far long work is, on standard error: short work tells nothing. */
export class Progress {
  private last: number;
  private isShown = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly clock: Clock,
  ) {
    this.last = clock.now().getTime();
  }

  /** @param text made only when it is shown */
  tell(text: () => string): void {
    const now = this.clock.now().getTime();
    const { canRewrite } = this.terminal;
    if (now - this.last < (canRewrite ? PACE.rewriting : PACE.lines)) return;
    this.last = now;
    this.isShown = canRewrite;
    this.terminal.err(canRewrite ? `\r\u001B[K${text()}` : `${text()}\n`);
  }

  /** Takes the line away, so that something else can be written. */
  clear(): void {
    if (this.isShown) this.terminal.err('\r\u001B[K');
    this.isShown = false;
  }
}
