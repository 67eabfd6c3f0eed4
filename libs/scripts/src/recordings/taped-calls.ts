import { LARGEST_SESSION, type RecordedCall } from './recorded-session.js';

/** Calls of other servers that are kept of one run. */
const MOST_CALLS = 50;

/** The calls of a run that is going on. Holds no more than can be kept: a run may ask for fifty answers of 1 MiB. */
export class TapedCalls {
  private kept: RecordedCall[] | undefined = [];
  private size = 0;

  add(call: RecordedCall): void {
    if (this.kept === undefined || this.kept.length >= MOST_CALLS) return;
    this.size += sizeOf(call);
    if (this.size > LARGEST_SESSION) this.kept = undefined;
    else this.kept.push(call);
  }

  /** Undefined where they were too much. */
  all(): readonly RecordedCall[] | undefined {
    return this.kept;
  }
}

/** Characters of JSON; what is nested too deep to be written has no end (V-90). */
function sizeOf(call: RecordedCall): number {
  try {
    return JSON.stringify(call).length;
  } catch {
    return Infinity;
  }
}
