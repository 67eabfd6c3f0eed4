import type { Phrase } from '#protocol/phrase';
import { say } from '#skin/phrases.port';

/** A time for people: rounded to the minute, with its time zone, because the server does not know the reader's. */
export function momentText(at: Date): Phrase {
  return say('common.at', { at });
}
