import type { ScriptLogLine } from '../script-job.js';

/** Lines of a run that are passed on once it is sure that it does not begin again; from then on as they come. */
export class HeldLines {
  private held: ScriptLogLine[] | undefined = [];

  constructor(private readonly write: (line: ScriptLogLine) => void) {}

  add(line: ScriptLogLine): void {
    if (this.held === undefined) this.write(line);
    else this.held.push(line);
  }

  /** It is sure. */
  pass(): void {
    const { held = [] } = this;
    this.held = undefined;
    for (const line of held) this.write(line);
  }
}
