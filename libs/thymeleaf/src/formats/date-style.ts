import type { DateFormatting } from './date-formatting.js';
import { intlZone } from './zoned-date.js';
import { zoneName } from './zone-names.js';

export type DateStyle = 'short' | 'medium' | 'long' | 'full';

/** How much of a date is written, and how long. */
export interface DateStyles {
  readonly dateStyle?: DateStyle;
  readonly timeStyle?: DateStyle;
}

/** A date as the language of the page writes it, without a pattern. */
export function formatDateStyle(date: Date, styles: DateStyles, formatting: DateFormatting): string {
  const format = new Intl.DateTimeFormat(formatting.locale, { ...styles, timeZone: intlZone(formatting.timeZone) });
  return format
    .formatToParts(date)
    .map(({ type, value }) => (type === 'timeZoneName' ? zoneName(date, formatting, zoneForm(styles)) : value))
    .join('')
    .replaceAll('\u202f', ' ');
}

const zoneForm = ({ timeStyle }: DateStyles) => (timeStyle === 'full' ? 'long' : 'short');
