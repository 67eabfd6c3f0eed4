import type { Sql } from './sql.port.js';

/** Versions of security state, at most 1 s stale, by which caches know whether what they hold still stands. */
export interface ChangeFeed {
  /**
   * The topic's version, `'0'` before its first change; `undefined` when not confirmed within the last second: read the database.
   * @param key the version of this part of the topic alone, such as the id of a client: changes that named other parts leave it as it is
   */
  versionOf(topic: string, key?: string): string | undefined;
  /**
   * Raises the topic's version and tells every process, when the caller's transaction `sql` commits.
   * @param keys the parts that are different; absent: all of them
   */
  announce(sql: Sql, topic: string, keys?: readonly string[]): Promise<void>;
  /**
   * Resolves when this process has seen all that was committed before the call, so that no cache of its own shows it the state before. After a
   * second it resolves whatever happened: by then nothing is confirmed any more.
   */
  caughtUp(): Promise<void>;
  /** Calls `listener` with each topic whose version this process sees changing. */
  onChange(listener: (topic: string) => void): void;
}

export const CHANGE_FEED = Symbol('ChangeFeed');
