import type { ScriptAsker, ScriptSettings } from '../configured-script.port.js';

/** What a script asks of the server beyond what its thread answers, such as `http`. */
export interface HostQuestion {
  readonly operation: string;
  /** JSON that a script had its hands on. */
  readonly payload: unknown;
  readonly settings: ScriptSettings;
  readonly asker?: ScriptAsker;
  /** When the run has to be over, on the clock of `performance.now()`. */
  readonly endsAt: number;
  /** Scripts that stand behind the request that this run is for; absent: none. */
  readonly depth?: number;
  /** Puts a line among those of the run, as a warning. */
  readonly note: (text: string) => void;
}

/** Answers the calls of scripts that need the server. */
export interface HostAnswers {
  /** @throws Error — its message is what the script is told */
  answer(question: HostQuestion): Promise<unknown>;
}

/** DI token of {@link HostAnswers}. */
export const HOST_ANSWERS = Symbol('HostAnswers');
