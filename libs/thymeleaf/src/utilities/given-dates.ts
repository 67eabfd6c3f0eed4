import { fieldsOf, momentOf, type DateFields } from '../formats/date-fields.js';
import { stepsOfDate } from '../formats/java-date.js';
import type { DateFormatting } from '../formats/date-formatting.js';
import { knownZone, zoneOf } from '../formats/zoned-date.js';
import { subtags } from '../messages/bundles.js';
import type { Scope } from '../scope.js';
import { TemplateError } from '../template-error.js';
import type { Value } from '../value.js';
import { givenInteger, givenText, isRecord } from './given.js';

/** A date, also one in ISO 8601 as a text. @throws TemplateError `value` */
export function givenDate(value: Value | undefined): Date {
  const date =
    typeof value === 'string' &&
    /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{5,18}(?:Z|[+-][0-9]{2}:[0-9]{2})?)?$/.test(value)
      ? new Date(value)
      : value;
  if (!(date instanceof Date) || Number.isNaN(date.getTime()))
    throw new TemplateError('value', 'A date is missing: there is something else, or null.');
  return date;
}

/** What the clock shows at a date, in its own zone or the page's. */
export function shownAt(date: Date, { environment, budget }: Scope): DateFields {
  budget.spend(stepsOfDate);
  return fieldsOf(date, zoneOf(date, environment.timeZone));
}

export function formattingOf(date: Date, { environment: { locale, timeZone }, budget }: Scope): DateFormatting {
  budget.spend(stepsOfDate);
  return { locale, timeZone: zoneOf(date, timeZone) };
}

/** The language tag of `#locale`, or of a text such as `fr_CA`; undefined for what is neither. */
export function givenLocale(value: Value | undefined): string | undefined {
  const { language, country } = isRecord(value) ? value : {};
  const tag = typeof language === 'string' ? [language, country] : typeof value === 'string' ? value.split('_') : [];
  const { language: known, region } = subtags(
    tag.filter((part): part is string => typeof part === 'string' && part !== '').join('-'),
  );
  if (!/^[a-z]{2,8}$/.test(known)) return undefined;
  return region === undefined ? known : `${known}-${region}`;
}

/** A zone by its name. @throws TemplateError `value` */
export function givenZone(value: Value | undefined, scope: Scope): string {
  return knownZone(givenText(value, scope));
}

/** The moment of `year, month, day[, hour, minute[, second[, millisecond]]]` in a zone. @throws TemplateError `value` */
export function momentOfGiven(given: readonly (Value | undefined)[], timeZone: string): number {
  if (given.length < 3 || given.length > 7)
    throw new TemplateError('value', 'A date is made of a year, a month and a day, with or without a time.');
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0] = given.map(givenInteger);
  if (Math.abs(year) > 100_000) throw new TemplateError('value', 'A year has up to five digits.');
  return checkedMoment(momentOf({ year, month, day, hour, minute, second, millisecond }, timeZone));
}

function checkedMoment(milliseconds: number): number {
  if (Number.isNaN(milliseconds)) throw new TemplateError('value', 'There is no such date.');
  return milliseconds;
}

/** Midnight of the day that a moment falls on in a zone. */
export function startOfDay(moment: Date, timeZone: string): number {
  const { year, month, day } = fieldsOf(moment, timeZone);
  return momentOf({ year, month, day, hour: 0, minute: 0, second: 0, millisecond: 0 }, timeZone);
}
