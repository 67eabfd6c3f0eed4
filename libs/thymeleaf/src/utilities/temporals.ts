import { formatDate } from '../formats/date-pattern.js';
import { formatDateStyle, type DateStyle, type DateStyles } from '../formats/date-style.js';
import { Temporal } from '../formats/local-temporal.js';
import type { Scope } from '../scope.js';
import { TemplateError } from '../template-error.js';
import type { Value } from '../value.js';
import { dateParts } from './date-parts.js';
import { formattingOf, givenDate, givenLocale, givenZone, momentOfGiven, startOfDay } from './given-dates.js';
import { givenText, isRecord, madeText, textOrNull } from './given.js';
import { withItems, type Methods } from './over-items.js';
import { parseDate } from './parse-date.js';
import type { UtilityMethod, UtilityObject } from './utility.js';

const styles: ReadonlyMap<string, DateStyle> = new Map([
  ...(['short', 'medium', 'long', 'full'] as const).map((name) => [name.toUpperCase(), name] as const),
]);

/** A day is written without a time. */
function stylesOf(date: Date, style: DateStyle | undefined): DateStyles {
  const dateStyle = style ?? 'long';
  if (date instanceof Temporal && date.kind === 'date') return { dateStyle };
  return { dateStyle, timeStyle: style ?? (date instanceof Temporal && date.kind === 'date-time' ? 'medium' : 'long') };
}

/** `(temporal[, pattern or style][, locale or zone])`. */
const format: UtilityMethod = (scope, target = null, ...given) => {
  if (target === null) return null;
  const date = givenDate(target);
  const [pattern, third] = isRecord(given[0]) ? [null, given[0]] : given;
  const formatting = { ...formattingOf(date, scope), ...localeOrZone(third, scope) };
  const letters = textOrNull(pattern, scope)?.trim();
  const style = styles.get(letters ?? '');
  const text =
    !letters || style
      ? formatDateStyle(date, stylesOf(date, style), formatting)
      : formatDate(date, letters, formatting, 'temporal');
  return madeText(text, scope);
};

function localeOrZone(value: Value | undefined, scope: Scope): { locale?: string } | { timeZone: string } {
  if (value === undefined || value === null) return {};
  const locale = givenLocale(value);
  return locale === undefined ? { timeZone: givenZone(value, scope) } : { locale };
}

const create: UtilityMethod = ({ environment: { timeZone } }, ...given) => {
  const [seconds, nanoseconds] = [given.slice(0, 6), given[6]];
  const milliseconds = momentOfGiven(seconds, timeZone) + Math.trunc(Number(nanoseconds ?? 0) / 1_000_000);
  if (Number.isNaN(milliseconds)) throw new TemplateError('value', 'Nanoseconds are a number.');
  return new Temporal(milliseconds, timeZone, given.length === 3 ? 'date' : 'date-time');
};

/** From ISO 8601, or a pattern of digits. */
const parsing =
  (kind: 'date' | 'date-time', iso: string): UtilityMethod =>
  (scope, text, ...given) => {
    const { timeZone } = scope.environment;
    const letters = given.length === 0 ? iso : givenText(given[0], scope);
    return new Temporal(momentOfGiven(parseDate(givenText(text, scope), letters), timeZone), timeZone, kind);
  };

const isoDay = 'yyyy-MM-dd';
const isoTime = "yyyy-MM-dd'T'HH:mm[:ss[.SSS]]";

/** `#temporals`: what java.time makes of days and times. */
export const temporals: UtilityObject = new Map(
  Object.entries({
    ...withItems({
      ...dateParts(7),
      format,
      nanosecond: (_, target = null) => (target === null ? null : givenDate(target).getUTCMilliseconds() * 1_000_000),
    }),
    ...{ create, createDate: parsing('date', isoDay), createDateTime: parsing('date-time', isoTime) },
    createNow: ({ environment: { now, timeZone } }) => new Temporal(now.getTime(), timeZone, 'date-time'),
    createNowForTimeZone: (scope, zone) =>
      new Temporal(scope.environment.now.getTime(), givenZone(zone, scope), 'zoned'),
    createToday: ({ environment: { now, timeZone } }) => new Temporal(startOfDay(now, timeZone), timeZone, 'date'),
    createTodayForTimeZone: (scope, zone) => {
      const timeZone = givenZone(zone, scope);
      return new Temporal(startOfDay(scope.environment.now, timeZone), timeZone, 'zoned');
    },
  } satisfies Methods),
);
