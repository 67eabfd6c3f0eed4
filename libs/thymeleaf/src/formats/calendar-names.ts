import type { DateFields } from './date-fields.js';
import { utc } from './date-fields.js';

type Options = Intl.DateTimeFormatOptions;

const formats = new Map<string, Intl.DateTimeFormat>();
const maximalFormats = 100;

function formatOf(locale: string, options: Options): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= maximalFormats) formats.clear();
  const made = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, { timeZone: 'UTC', ...options });
  formats.set(key, made);
  return made;
}

function partOf(
  fields: DateFields,
  locale: string,
  type: keyof Intl.DateTimeFormatPartTypesRegistry,
  options: Options,
): string {
  const parts = formatOf(locale.split('-u-')[0] ?? locale, options).formatToParts(utc(fields));
  return parts.find((part) => part.type === type)?.value ?? '';
}

export type NameForm = 'narrow' | 'short' | 'long';

/** The name of the month as it stands beside a day (`3 марта`), or alone. */
export function monthName(fields: DateFields, locale: string, form: NameForm, alone = false): string {
  return partOf(fields, locale, 'month', alone ? { month: form } : { month: form, day: 'numeric' });
}

export function weekdayName(fields: DateFields, locale: string, form: NameForm): string {
  return partOf(fields, locale, 'weekday', { weekday: form });
}

/** `AM`, `PM` and what languages have for it. */
export function dayPeriod(fields: DateFields, locale: string): string {
  return partOf(fields, locale, 'dayPeriod', { hour: 'numeric', hour12: true }) || (fields.hour < 12 ? 'AM' : 'PM');
}

export function eraName(fields: DateFields, locale: string, form: NameForm): string {
  return partOf(fields, locale, 'era', { year: 'numeric', era: form });
}
