import { TemplateError } from '../template-error.js';
import { dayPeriod, eraName, monthName, weekdayName, type NameForm } from './calendar-names.js';
import { fieldsOf, weekdayOf, type DateFields } from './date-fields.js';
import type { DateFormatting } from './date-formatting.js';
import { dayOfWeek, dayOfYear, weekOfMonth, weekOfYear } from './weeks.js';
import { gmtOffset, zoneName } from './zone-names.js';

/** Whose letters a pattern has: `S` and `u` mean different things in SimpleDateFormat (`date`) and DateTimeFormatter (`temporal`). */
export type PatternKind = 'date' | 'temporal';

interface Written {
  readonly date: Date;
  readonly fields: DateFields;
  readonly formatting: DateFormatting;
  readonly kind: PatternKind;
}

type Letter = (written: Written, count: number) => string;

const padded = (number: number, count: number) =>
  number < 0 ? `-${String(-number).padStart(count, '0')}` : String(number).padStart(count, '0');

const number =
  (field: (written: Written) => number): Letter =>
  (written, count) =>
    padded(field(written), count);

/** Three letters or fewer are short, four are long, five narrow. */
const form = (count: number): NameForm => (count >= 5 ? 'narrow' : count === 4 ? 'long' : 'short');

const year =
  (field: (written: Written) => number): Letter =>
  (written, count) =>
    count === 2 ? padded(((field(written) % 100) + 100) % 100, 2) : padded(field(written), count);

const month =
  (alone: boolean): Letter =>
  ({ fields, formatting }, count) =>
    count < 3 ? padded(fields.month, count) : monthName(fields, formatting.locale, form(count), alone);

const weekday: Letter = ({ fields, formatting }, count) => weekdayName(fields, formatting.locale, form(count));

/** RFC 822 `+0200`; four letters `GMT+02:00`; of DateTimeFormatter five letters are `+02:00`. */
const offset: Letter = ({ date, formatting: { timeZone }, kind }, count) => {
  if (kind === 'date' || count < 4) return gmtOffset(date, timeZone, { prefix: '', separator: '' });
  return gmtOffset(date, timeZone, { prefix: count === 4 ? 'GMT' : '' });
};

/** ISO 8601: `Z` where there is none, else `+02`, `+0200` or `+02:00`. */
const isoOffset =
  (zulu: boolean): Letter =>
  ({ date, formatting: { timeZone } }, count) => {
    const long = gmtOffset(date, timeZone, { prefix: '', separator: count > 2 ? ':' : '' });
    if (zulu && /^\+00:?00$/.test(long)) return 'Z';
    return count === 1 && long.endsWith('00') ? long.slice(0, 3) : long;
  };

const fraction: Letter = ({ fields, kind }, count) =>
  kind === 'date'
    ? padded(fields.millisecond, count)
    : padded(fields.millisecond, 3).padEnd(count, '0').slice(0, count);

const isoWeekday = ({ fields }: Written) => weekdayOf(fields) || 7;
const eraYear = ({ fields }: Written) => (fields.year > 0 ? fields.year : 1 - fields.year);

const letters: ReadonlyMap<string, Letter> = new Map<string, Letter>(
  Object.entries({
    G: ({ fields, formatting }, count) => eraName(fields, formatting.locale, form(count)),
    y: year(eraYear),
    Y: year(({ fields, formatting }) => weekOfYear(fields, formatting.locale).year),
    u: (written, count) =>
      written.kind === 'date' ? padded(isoWeekday(written), count) : year(({ fields }) => fields.year)(written, count),
    M: month(false),
    L: month(true),
    Q: number(({ fields }) => Math.ceil(fields.month / 3)),
    q: number(({ fields }) => Math.ceil(fields.month / 3)),
    w: number(({ fields, formatting }) => weekOfYear(fields, formatting.locale).week),
    W: number(({ fields, formatting }) => weekOfMonth(fields, formatting.locale)),
    D: number(({ fields }) => dayOfYear(fields)),
    d: number(({ fields }) => fields.day),
    F: number(({ fields }) => Math.floor((fields.day - 1) / 7) + 1),
    E: weekday,
    e: number(({ fields, formatting }) => dayOfWeek(fields, formatting.locale)),
    c: number(({ fields, formatting }) => dayOfWeek(fields, formatting.locale)),
    a: ({ fields, formatting }) => dayPeriod(fields, formatting.locale),
    H: number(({ fields }) => fields.hour),
    k: number(({ fields }) => fields.hour || 24),
    K: number(({ fields }) => fields.hour % 12),
    h: number(({ fields }) => fields.hour % 12 || 12),
    m: number(({ fields }) => fields.minute),
    s: number(({ fields }) => fields.second),
    S: fraction,
    n: number(({ fields }) => fields.millisecond * 1_000_000),
    z: ({ date, formatting }, count) => zoneName(date, formatting, count >= 4 ? 'long' : 'short'),
    V: ({ formatting }) => formatting.timeZone,
    O: ({ date, formatting }) => gmtOffset(date, formatting.timeZone),
    X: isoOffset(true),
    x: isoOffset(false),
    Z: offset,
  } satisfies Record<string, Letter>),
);

const maximalLetters = 200;

/** A date by a pattern such as `dd/MM/yyyy HH:mm`. @throws TemplateError `value` for a pattern that is none */
export function formatDate(
  date: Date,
  pattern: string,
  formatting: DateFormatting,
  kind: PatternKind = 'date',
): string {
  const written = { date, fields: fieldsOf(date, formatting.timeZone), formatting, kind };
  return pieces(pattern)
    .map((piece) => (typeof piece === 'string' ? piece : letter(written, piece)))
    .join('');
}

function letter(written: Written, { letter: name, count }: LetterRun): string {
  const write = letters.get(name);
  if (!write) throw wrongPattern();
  return write(written, count);
}

/** The same letter, so many times. */
export interface LetterRun {
  readonly letter: string;
  readonly count: number;
}

/** A pattern as its runs of letters and the text between them; what is quoted is text, `''` a quote. @throws TemplateError `value` */
export function pieces(pattern: string): readonly (string | LetterRun)[] {
  if (pattern.length > maximalLetters) throw wrongPattern();
  return Array.from(pattern.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+|'/g), ([whole, quoted, name]) => {
    if (whole === "'") throw wrongPattern();
    if (name !== undefined) return { letter: name, count: whole.length };
    return quoted === undefined ? whole : quoted === '' ? "'" : quoted.replaceAll("''", "'");
  });
}

function wrongPattern(): TemplateError {
  return new TemplateError('value', 'This is no pattern of dates; take one such as dd/MM/yyyy HH:mm.');
}
