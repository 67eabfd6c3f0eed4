import type { DateFormatting } from './date-formatting.js';
import { offsetAt } from './date-fields.js';
import { intlZone } from './zoned-date.js';

/** Abbreviations that Java prints where Intl has none but the offset, by the English name of the zone's time. */
const abbreviations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ 'Coordinated Universal Time': 'UTC', 'Greenwich Mean Time': 'GMT', 'British Summer Time': 'BST' },
    ...{ 'Western European Standard Time': 'WET', 'Western European Summer Time': 'WEST' },
    ...{ 'Central European Standard Time': 'CET', 'Central European Summer Time': 'CEST' },
    ...{
      'Eastern European Standard Time': 'EET',
      'Eastern European Summer Time': 'EEST',
      'Moscow Standard Time': 'MSK',
    },
    ...{
      'India Standard Time': 'IST',
      'China Standard Time': 'CST',
      'Japan Standard Time': 'JST',
      'Korean Standard Time': 'KST',
    },
    ...{ 'Australian Eastern Standard Time': 'AEST', 'Australian Eastern Daylight Time': 'AEDT' },
    ...{ 'New Zealand Standard Time': 'NZST', 'New Zealand Daylight Time': 'NZDT', 'Israel Standard Time': 'IST' },
  }),
);

/** What a zone is called at a moment: `CET`, `PDT`, or its full name in the language of the page. */
export function zoneName(date: Date, { locale, timeZone }: DateFormatting, form: 'short' | 'long'): string {
  if (form === 'long') return named(date, { locale, timeZone }, 'long');
  const standard = standardAbbreviation(date, timeZone);
  if (standard !== undefined) return standard;
  const english = named(date, { locale: 'en-US', timeZone }, 'short');
  if (!english.startsWith('GMT')) return english;
  return abbreviations.get(named(date, { locale: 'en-US', timeZone }, 'long')) ?? gmtOffset(date, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();
const maximalFormats = 50;

/** Making one takes far longer than using it. */
function formatOf(locale: string, timeZone: string, timeZoneName: 'short' | 'long'): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${timeZoneName}`;
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= maximalFormats) formats.clear();
  const made = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName });
  formats.set(key, made);
  return made;
}

function named(date: Date, { locale, timeZone }: DateFormatting, timeZoneName: 'short' | 'long'): string {
  const parts = formatOf(locale, intlZone(timeZone), timeZoneName).formatToParts(date);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** A zone that was given by an abbreviation is printed as it, in summer with a D or S in it; before there was standard time, too. */
function standardAbbreviation(date: Date, timeZone: string): string | undefined {
  if (!/^[A-Z]{3,4}$/.test(timeZone)) return undefined;
  const winter = offsetAt(Date.UTC(date.getUTCFullYear(), 0, 1), timeZone);
  if (offsetAt(date.getTime(), timeZone) <= winter || timeZone.length !== 3) return timeZone;
  return timeZone.endsWith('ET') ? `${timeZone.slice(0, 2)}ST` : `${timeZone.charAt(0)}DT`;
}

/** `GMT+02:00`, or `+0200` and the like by `separator` and `prefix`. */
export function gmtOffset(date: Date, timeZone: string, { prefix = 'GMT', separator = ':' } = {}): string {
  const minutes = Math.round(offsetAt(date.getTime(), timeZone) / 60_000);
  const two = (number: number) => String(Math.trunc(number)).padStart(2, '0');
  const ahead = Math.abs(minutes);
  return `${prefix}${minutes < 0 ? '-' : '+'}${two(ahead / 60)}${separator}${two(ahead % 60)}`;
}
