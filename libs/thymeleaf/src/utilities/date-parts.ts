import { monthName, weekdayName, type NameForm } from '../formats/calendar-names.js';
import { weekdayOf, type DateFields } from '../formats/date-fields.js';
import { isoDate, stepsOfDate } from '../formats/java-date.js';
import { zoneOf } from '../formats/zoned-date.js';
import type { Scope } from '../scope.js';
import type { Value } from '../value.js';
import { givenDate, shownAt } from './given-dates.js';
import type { Methods } from './over-items.js';
import type { UtilityMethod } from './utility.js';

const part =
  (read: (fields: DateFields, scope: Scope) => Value): UtilityMethod =>
  (scope, target = null) =>
    target === null ? null : read(shownAt(givenDate(target), scope), scope);

const name = (write: (fields: DateFields, locale: string, form: NameForm) => string, form: NameForm) =>
  part((fields, { environment }) => write(fields, environment.locale, form));

/** What can be asked of a date; null of null. `sunday` is the number that Sundays have: 1 of java.util, 7 of java.time. */
export function dateParts(sunday: 1 | 7): Methods {
  return {
    ...{ day: part(({ day }) => day), month: part(({ month }) => month), year: part(({ year }) => year) },
    ...{ monthName: name(monthName, 'long'), monthNameShort: name(monthName, 'short') },
    dayOfWeek: part((fields) => (sunday === 1 ? weekdayOf(fields) + 1 : weekdayOf(fields) || 7)),
    ...{ dayOfWeekName: name(weekdayName, 'long'), dayOfWeekNameShort: name(weekdayName, 'short') },
    ...{ hour: part(({ hour }) => hour), minute: part(({ minute }) => minute), second: part(({ second }) => second) },
    millisecond: part(({ millisecond }) => millisecond),
    formatISO: (scope, target = null) => {
      if (target === null) return null;
      const date = givenDate(target);
      scope.budget.spend(stepsOfDate);
      return isoDate(date, zoneOf(date, scope.environment.timeZone));
    },
  };
}
