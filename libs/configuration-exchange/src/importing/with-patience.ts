import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseUnavailableError } from '#database/sql.port';

/** Seconds between two tries: half a minute in all, in which a database is started anew. */
const WAITS = [0.2, 1, 2, 4, 8, 15];

/**
 * Does work again when the database cannot do it now, as long work on a busy machine must: a batch that was written already is `unchanged` then.
 * @param pause waits so many seconds
 * @throws DatabaseUnavailableError it stayed away
 */
export async function withPatience<Result>(
  work: () => Promise<Result>,
  pause: (seconds: number) => Promise<void> = (seconds) => delay(seconds * 1000),
): Promise<Result> {
  for (const wait of WAITS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error;
      await pause(wait);
    }
  }
  return work();
}
