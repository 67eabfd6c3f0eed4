import { formatDate } from '../formats/date-pattern.js';
import { formatDateStyle } from '../formats/date-style.js';
import { ZonedDate } from '../formats/zoned-date.js';
import type { Scope } from '../scope.js';
import { TemplateError } from '../template-error.js';
import type { Value } from '../value.js';
import { dateParts } from './date-parts.js';
import { formattingOf, givenDate, givenLocale, givenZone, momentOfGiven, startOfDay } from './given-dates.js';
import { isRecord, madeText, textOrNull } from './given.js';
import { withItems, type Methods } from './over-items.js';
import type { UtilityMethod, UtilityObject } from './utility.js';

/** `(date[, pattern][, locale])`; without a pattern as the language writes dates. */
const format: UtilityMethod = (scope, target = null, ...given) => {
  if (target === null) return null;
  const date = givenDate(target);
  const [pattern, locale] = isRecord(given[0]) ? [null, given[0]] : given;
  const formatting = { ...formattingOf(date, scope), ...localeIn(locale) };
  const letters = textOrNull(pattern, scope);
  const text =
    letters === null || letters.trim() === ''
      ? formatDateStyle(date, { dateStyle: 'long', timeStyle: 'long' }, formatting)
      : formatDate(date, letters, formatting);
  return madeText(text, scope);
};

function localeIn(value: Value | undefined): { readonly locale?: string } {
  if (value === undefined || value === null) return {};
  const locale = givenLocale(value);
  if (locale === undefined)
    throw new TemplateError('value', 'A language is missing; take #locale or a tag such as fr_CA.');
  return { locale };
}

/** Methods that make dates, in the zone of the page or in one that is given last. */
function making(dateIn: (milliseconds: number, timeZone: string) => Date): Methods {
  const make = (given: readonly (Value | undefined)[], timeZone: string) =>
    dateIn(momentOfGiven(given, timeZone), timeZone);
  const today = ({ environment: { now } }: Scope, timeZone: string) => dateIn(startOfDay(now, timeZone), timeZone);
  return {
    create: (scope, ...given) => make(given, scope.environment.timeZone),
    createForTimeZone: (scope, ...given) => make(given.slice(0, -1), givenZone(given.at(-1), scope)),
    createNow: ({ environment: { now, timeZone } }) => dateIn(now.getTime(), timeZone),
    createNowForTimeZone: (scope, zone) => dateIn(scope.environment.now.getTime(), givenZone(zone, scope)),
    createToday: (scope) => today(scope, scope.environment.timeZone),
    createTodayForTimeZone: (scope, zone) => today(scope, givenZone(zone, scope)),
  };
}

const asking = withItems({ ...dateParts(1), format });

/** `#dates`: moments, shown in the zone of the page. */
export const dates: UtilityObject = new Map(
  Object.entries({ ...asking, ...making((milliseconds) => new Date(milliseconds)) } satisfies Methods),
);

/** `#calendars`: the same with a zone of their own. */
export const calendars: UtilityObject = new Map(
  Object.entries({
    ...asking,
    ...making((milliseconds, timeZone) => new ZonedDate(milliseconds, timeZone)),
  } satisfies Methods),
);
