import type { JsonFields } from './json-fields.js';

/** An instant of ISO 8601 with its offset; the first group is its day. */
const INSTANT =
  /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

/** An instant, or `undefined` when not set or refused. */
export function readInstant(fields: JsonFields, name: string): Date | undefined {
  const text = fields.text(name, { maxLength: 40 });
  if (text === undefined) return undefined;
  const instant = instantOf(text);
  if (instant === undefined) fields.refuse(name, 'is not an instant', 'Write it like 2030-12-31T23:59:59Z');
  return instant;
}

/** The instant that a text names to the letter; `undefined` when it names none. What JavaScript would move, such as 30 February, is none. */
export function instantOf(text: string): Date | undefined {
  const day = INSTANT.exec(text)?.[1];
  if (day === undefined || !isDay(day)) return undefined;
  const instant = new Date(text);
  return isOfOurCalendar(instant) ? instant : undefined;
}

/** Whether the calendar has such a day, written `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Databases have no year 0, and the text of an instant has four digits for its year; the offset may lead beyond either. */
function isOfOurCalendar(instant: Date): boolean {
  const year = instant.getUTCFullYear();
  return year >= 1 && year <= 9999; // false of what is no date
}
