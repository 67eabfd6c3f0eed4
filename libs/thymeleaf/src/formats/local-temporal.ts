import { ZonedDate } from './zoned-date.js';

/** A date of Java's java.time: a day, a day with a time (both without a zone to print), or a moment in a zone. */
export class Temporal extends ZonedDate {
  constructor(
    milliseconds: number,
    timeZone: string,
    readonly kind: 'date' | 'date-time' | 'zoned',
  ) {
    super(milliseconds, timeZone);
  }
}
