import { Temporal } from './local-temporal.js';
import { zoneOf } from './zoned-date.js';
import { fieldsOf, weekdayOf } from './date-fields.js';
import { gmtOffset, zoneName } from './zone-names.js';

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const digits = (number: number, count = 2) => String(number).padStart(count, '0');

/** Steps that writing one date is worth. */
export const stepsOfDate = 100;

/** A date without a pattern, as Java prints it: `Tue Mar 03 09:05:00 CET 2026`, or one of java.time in ISO 8601. */
export function dateText(date: Date, pageZone: string): string {
  return date instanceof Temporal ? temporalText(date) : javaDate(date, zoneOf(date, pageZone));
}

/** `2026-03-03`, `2026-03-03T09:05:00`, `2026-03-03T09:05:00+01:00[Europe/Paris]`; milliseconds where there are any. */
export function temporalText(temporal: Temporal): string {
  const [day = '', time = ''] = isoDate(temporal, temporal.timeZone).split('T');
  if (temporal.kind === 'date') return day;
  const clock = time.slice(0, 12).replace('.000', '');
  return `${day}T${clock}${temporal.kind === 'zoned' ? `${time.slice(12)}[${temporal.timeZone}]` : ''}`;
}

function javaDate(date: Date, timeZone: string): string {
  if (Number.isNaN(date.getTime())) return '';
  const fields = fieldsOf(date, timeZone);
  const day = `${weekdays[weekdayOf(fields)] ?? ''} ${months[fields.month - 1] ?? ''} ${digits(fields.day)}`;
  const time = [fields.hour, fields.minute, fields.second].map((number) => digits(number)).join(':');
  return `${day} ${time} ${zoneName(date, { locale: 'en-US', timeZone }, 'short')} ${String(fields.year)}`;
}

/** ISO 8601 with milliseconds and the offset of the zone: `2026-03-03T09:05:00.000+01:00`. */
export function isoDate(date: Date, timeZone: string): string {
  if (Number.isNaN(date.getTime())) return '';
  const { year, month, day, hour, minute, second, millisecond } = fieldsOf(date, timeZone);
  const time = [hour, minute, second].map((number) => digits(number)).join(':');
  const offset = gmtOffset(date, timeZone, { prefix: '' });
  return `${digits(year, 4)}-${digits(month)}-${digits(day)}T${time}.${digits(millisecond, 3)}${offset}`;
}
