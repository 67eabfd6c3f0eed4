import { bindMethods } from '../bindings/bound-methods.js';
import { textOf, textOrNull } from './text-of.js';

/** Fields of a pattern, by their letters, with the text that they stand for. */
const fields: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  SSS: '(?<fraction>\\d{3})',
};
const ZONE = '(?<zone>Z|[+-]\\d{2}:?\\d{2})';

/** A date of FHIR or ISO 8601, as far as it goes: year, month, day, time with zone. */
const ISO =
  /^(?<year>\d{4})(?:-(?<month>\d{2})(?:-(?<day>\d{2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?(?<zone>Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/** `DateParser`: dates as FHIR and ISO 8601 write them, and as a pattern says. What is missing is the first of its kind, and the zone UTC. */
export class DateParserApi {
  /**
   * The date of a text such as `2026`, `2026-05-04` or `2026-05-04T10:00:00+02:00`, or of one in a pattern of the letters
   * `yyyy MM dd HH mm ss SSS` and `X` for the zone. Throws for what is none; nothing gives null.
   */
  parse(text: string | null | undefined, pattern?: string): Date | null {
    const written = textOrNull(text);
    if (written === null) return null;
    const form = pattern === undefined ? ISO : patternOf(textOf(pattern));
    const date = dateOf(form.exec(written.trim())?.groups);
    if (date === undefined)
      throw new Error(`This is no date${pattern === undefined ? '' : ' of the pattern'}: ${written.slice(0, 50)}`);
    return date;
  }

  /** The same as `parse`. */
  parseDate(text: string | null | undefined, pattern?: string): Date | null {
    return this.parse(text, pattern);
  }

  /** The same as `parse`. */
  parseDateTime(text: string | null | undefined, pattern?: string): Date | null {
    return this.parse(text, pattern);
  }

  /** The same as `parse`. */
  parseInstant(text: string | null | undefined): Date | null {
    return this.parse(text);
  }

  /** Whether `parse` would read the text. */
  isValid(text: string | null | undefined, pattern?: string): boolean {
    try {
      return this.parse(text, pattern) !== null;
    } catch {
      return false;
    }
  }

  /** A date in a pattern, as UTC; without one as ISO 8601. */
  format(date: Date | number | string, pattern?: string): string {
    const iso = new Date(date).toISOString();
    if (pattern === undefined) return iso;
    const [, yyyy = '', MM = '', dd = '', HH = '', mm = '', ss = '', SSS = ''] =
      /^(\d+)-(..)-(..)T(..):(..):(..)\.(...)Z$/.exec(iso) ?? [];
    const parts: Readonly<Record<string, string>> = { yyyy, MM, dd, HH, mm, ss, SSS };
    return textOf(pattern).replace(
      /yyyy|MM|dd|HH|mm|ss|SSS|XXX|X|'([^']*)'/g,
      (letters: string, plain?: string) => plain ?? parts[letters] ?? 'Z',
    );
  }
}

bindMethods(DateParserApi);

function patternOf(pattern: string): RegExp {
  if (/M{3}|[EGahkK]/.test(pattern.replace(/'[^']*'/g, '')))
    throw new Error(
      `The pattern ${pattern.slice(0, 50)} has letters that are not known here: write yyyy MM dd HH mm ss SSS X`,
    );
  const source = pattern.replace(
    /yyyy|MM?|dd?|HH?|mm|ss|SSS|X{1,3}|Z|'([^']*)'|[^A-Za-z']/g,
    (part: string, plain?: string) => {
      if (plain !== undefined) return literal(plain);
      return fields[part] ?? (/^[XZ]/.test(part) ? ZONE : literal(part));
    },
  );
  return new RegExp(`^${source}$`);
}

function literal(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

function dateOf(groups: Readonly<Record<string, string | undefined>> | undefined): Date | undefined {
  if (groups === undefined) return undefined;
  const { year = '1970', month = '1', day = '1', hour = '0', minute = '0', second = '0', fraction = '', zone } = groups;
  const millis = Number(fraction.padEnd(3, '0').slice(0, 3));
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second), millis);
  // A day that the month does not have would have become one of the next.
  const isReal =
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    Number(hour) < 24 &&
    Number(minute) < 60;
  return isReal && Number(second) < 60 ? new Date(date.getTime() - zoneMillis(zone)) : undefined;
}

function zoneMillis(zone: string | undefined): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
