import type { ScriptSettings } from '../configured-script.port.js';

/** One run of a script, as far as its calls are concerned. */
export interface CallingRun {
  readonly settings: ScriptSettings;
  /** Milliseconds that are left, at most what one call may take; nothing or less when there is no time for one. */
  readonly millisLeft: () => number;
  /** Tells what a call was refused for, so that it is found with the run. */
  readonly note: (text: string) => void;
}
