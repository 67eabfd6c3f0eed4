import type { ScriptSource } from '../configured-script.port.js';

/** The source of a script as it is now. */
export interface FoundSource {
  readonly text: string;
  /** SHA-256 of the text, base64url. */
  readonly hash: string;
  /** Number of the version, of a script of the library. */
  readonly version?: number;
}

/** Bytes of the longest source. */
export const LARGEST_SOURCE = 1024 * 1024;

/** A source that cannot be had: a file that cannot be read or is empty, a script that is not in the library. The message is for the operator. */
export class MissingSourceError extends Error {
  override readonly name = 'MissingSourceError';

  /** @param remedy what to do, where it is something else than to bring the source there */
  constructor(
    message: string,
    readonly remedy?: string,
  ) {
    super(message);
  }
}

/** Finds the sources of scripts, whatever kind they are of. */
export interface ScriptSources {
  /**
   * @param freshness `now` for those who judge it: a file is looked at again, however short ago somebody did
   * @throws MissingSourceError
   */
  find(source: ScriptSource, freshness?: 'now'): Promise<FoundSource>;
}

/** DI token of {@link ScriptSources}. */
export const SCRIPT_SOURCES = Symbol('ScriptSources');
