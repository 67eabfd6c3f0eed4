import { utc, weekdayOf, type DateFields } from './date-fields.js';

/** The day weeks begin with, 1 = Monday to 7 = Sunday, and how many days of the year its first week has at least. */
interface WeekRule {
  readonly firstDay: number;
  readonly minimalDays: number;
}

/** ECMA-402 Intl.Locale Info, which the types of the compiler lack. */
type WeekAware = Intl.Locale & { getWeekInfo(): { readonly firstDay: number } };

/** ISO weeks where Monday is the first day, as CLDR has it for almost all of these places. */
function weekRule(locale: string): WeekRule {
  const { firstDay } = (new Intl.Locale(locale) as WeekAware).getWeekInfo();
  return { firstDay, minimalDays: firstDay === 1 ? 4 : 1 };
}

const dayOf = (fields: DateFields) =>
  Math.floor(utc({ ...fields, hour: 0, minute: 0, second: 0, millisecond: 0 }) / 86_400_000);

const firstOf = (year: number): DateFields => ({
  year,
  month: 1,
  day: 1,
  hour: 0,
  minute: 0,
  second: 0,
  millisecond: 0,
});

export function dayOfYear(fields: DateFields): number {
  return dayOf(fields) - dayOf(firstOf(fields.year)) + 1;
}

/** 1 = the first day of the week, by the customs of the locale. */
export function dayOfWeek(fields: DateFields, locale: string): number {
  return ((weekdayOf(fields) - weekRule(locale).firstDay + 7) % 7) + 1;
}

/** Number of the week and the year it belongs to. */
export function weekOfYear(fields: DateFields, locale: string): { week: number; year: number } {
  const { minimalDays } = weekRule(locale);
  const startOf = (year: number) => {
    const first = firstOf(year);
    const past = dayOfWeek(first, locale) - 1;
    return dayOf(first) - past + (7 - past < minimalDays ? 7 : 0);
  };
  const day = dayOf(fields);
  const year = fields.year + (day < startOf(fields.year) ? -1 : day >= startOf(fields.year + 1) ? 1 : 0);
  return { week: Math.floor((day - startOf(year)) / 7) + 1, year };
}

export function weekOfMonth(fields: DateFields, locale: string): number {
  const past = dayOfWeek({ ...fields, day: 1 }, locale) - 1;
  return Math.floor((fields.day - 1 + past) / 7) + (7 - past < weekRule(locale).minimalDays ? 0 : 1);
}
