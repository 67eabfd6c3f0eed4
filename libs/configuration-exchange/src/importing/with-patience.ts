import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseUnavailableError } from '#database/sql.port';
import { ScriptsBusyError } from '#module-config/script-check.port';

/** Seconds between two tries: half a minute in all, in which a database is started anew. */
const WAITS = [0.2, 1, 2, 4, 8, 15];

/**
 * Does work again when the database cannot do it now, or scripts cannot be looked at, as long work on a busy machine must: what was written already is
 * `unchanged` then.
 * @param pause waits so many seconds
 * @throws DatabaseUnavailableError it stayed away
 * @throws ScriptsBusyError there was no place for a script all the time
 */
export async function withPatience<Result>(
  work: () => Promise<Result>,
  pause: (seconds: number) => Promise<void> = (seconds) => delay(seconds * 1000),
): Promise<Result> {
  for (const wait of WAITS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError) && !(error instanceof ScriptsBusyError)) throw error;
      await pause(wait);
    }
  }
  return work();
}
