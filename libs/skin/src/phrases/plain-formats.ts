import type { Language } from './catalogue.js';

/** How a language writes days, moments, lengths of time and lists. */
export interface PlainFormats {
  /** A moment of UTC, to the minute, because the server does not know the reader's zone. */
  moment(at: Date): { readonly date: string; readonly time: string };
  /** A day, a month or a year as FHIR writes it; anything else as it is. */
  day(text: string): string;
  /** Exactly, in every unit it takes: rounding would promise more or less. */
  duration(seconds: number): string;
  /** "a, b and c" */
  list(items: readonly string[]): string;
  capitalised(text: string): string;
}

/** Days are told in long form but in English, where they stand as the search for them is typed. */
export function plainFormats(language: Language): PlainFormats {
  const locale = language === 'en' ? 'en-GB' : language;
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' });
  const durations = new Intl.DurationFormat(locale, { style: 'long' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    moment: (at) => ({ date: dates.format(at), time: times.format(at) }),
    day: (text) => {
      const isDay = /^\d{4}-\d\d(?:-\d\d)?$/.test(text) && !Number.isNaN(Date.parse(text));
      if (!isDay || language === 'en') return text;
      return (text.length === 7 ? months : dates).format(new Date(text));
    },
    duration: (seconds) => durations.format(units(seconds)),
    list: (items) => lists.format(items),
    capitalised: (text) => {
      const [first = '', ...rest] = text;
      return first.toLocaleUpperCase(locale) + rest.join('');
    },
  };
}

function units(seconds: number) {
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3_600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
}
