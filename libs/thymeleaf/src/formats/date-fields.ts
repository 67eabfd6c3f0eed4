import { intlZone } from './zoned-date.js';

/** What a clock and a calendar on the wall of a zone show; the proleptic Gregorian calendar. */
export interface DateFields {
  /** Astronomical: 0 is 1 BC. */
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
const maximalClocks = 50;

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  if (clocks.size >= maximalClocks) clocks.clear();
  const made = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    ...({ timeZone: zone, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric' } as const),
    ...({ hour: 'numeric', minute: 'numeric', second: 'numeric' } as const),
  });
  clocks.set(zone, made);
  return made;
}

/** The last moment there is: ECMA-262 §21.4.1.1. */
const latest = 8.64e15;

/** Milliseconds the zone is ahead of UTC at a moment; NaN where there is no such moment. */
export function offsetAt(milliseconds: number, timeZone: string): number {
  const zone = intlZone(timeZone);
  if (zone === 'UTC') return 0;
  if (!(Math.abs(milliseconds) <= latest)) return Number.NaN;
  const shown = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  let beforeChrist = false;
  for (const { type, value } of clockOf(zone).formatToParts(milliseconds)) {
    if (type in shown) shown[type as keyof typeof shown] = Number(value);
    if (type === 'era') beforeChrist = value.startsWith('B');
  }
  const year = beforeChrist ? 1 - Math.abs(shown.year) : shown.year;
  return utc({ ...shown, year, millisecond: 0 }) - Math.floor(milliseconds / 1000) * 1000;
}

/** Milliseconds since 1970 of fields as UTC shows them; fields out of range carry over. */
export function utc(fields: DateFields): number {
  const date = new Date(0);
  date.setUTCFullYear(fields.year, fields.month - 1, fields.day);
  return date.setUTCHours(fields.hour, fields.minute, fields.second, fields.millisecond);
}

export function fieldsOf(date: Date, timeZone: string): DateFields {
  const local = new Date(date.getTime() + offsetAt(date.getTime(), timeZone));
  return {
    ...{ year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() },
    ...{ hour: local.getUTCHours(), minute: local.getUTCMinutes(), second: local.getUTCSeconds() },
    millisecond: local.getUTCMilliseconds(),
  };
}

/** The moment at which the zone shows the fields; the earlier offset's where clocks are turned. */
export function momentOf(fields: DateFields, timeZone: string): number {
  const local = utc(fields);
  const guess = local - offsetAt(local, timeZone);
  return local - offsetAt(guess, timeZone);
}

/** 0 = Sunday. */
export function weekdayOf({ year, month, day }: DateFields): number {
  return new Date(utc({ year, month, day, hour: 0, minute: 0, second: 0, millisecond: 0 })).getUTCDay();
}
