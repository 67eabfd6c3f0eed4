import { type DateFields, weekdayOf } from '../../formats/date-fields.js';
import type { Scope } from '../../scope.js';
import { TemplateError } from '../../template-error.js';
import type { Value } from '../../value.js';
import { shownAt } from '../../utilities/given-dates.js';

/** The numbers that Java's calendars have for their fields; months count from 0, weekdays from 1 for Sunday. */
const fields = new Map<Value, (fields: DateFields) => number>([
  [1, ({ year }) => year],
  [2, ({ month }) => month - 1],
  [5, ({ day }) => day],
  [7, (shown) => weekdayOf(shown) + 1],
  [10, ({ hour }) => hour % 12],
  [11, ({ hour }) => hour],
  [12, ({ minute }) => minute],
  [13, ({ second }) => second],
  [14, ({ millisecond }) => millisecond],
]);

/** `calendar.get(field)`, in the zone the date is shown in. @throws TemplateError `value` for a field that there is not */
export function calendarField(date: Date, field: Value, scope: Scope): number {
  const read = fields.get(field);
  if (!read) throw new TemplateError('value', 'A date has fields by the numbers 1, 2, 5, 7 and 10 to 14 alone.');
  return read(shownAt(date, scope));
}
