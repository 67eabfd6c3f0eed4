import { decimalText } from '../formats/decimal.js';
import { formatCurrency } from '../formats/currency.js';
import { numberSymbols } from '../formats/number-symbols.js';
import { writeDecimal } from '../formats/written-decimal.js';
import type { Scope } from '../scope.js';
import { TemplateError } from '../template-error.js';
import type { Value } from '../value.js';
import { givenDecimal, givenInteger, givenText, madeText } from './given.js';
import { withItems, type Methods } from './over-items.js';
import type { UtilityMethod, UtilityObject } from './utility.js';

/** What stands between digits by its name: the language's own, a fixed one, or none. */
const points: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ POINT: '.', COMMA: ',', WHITESPACE: ' ', NONE: '' }),
]);

function pointOf(name: Value | undefined, local: string, scope: Scope): string {
  const text = givenText(name, scope);
  const point = text === 'DEFAULT' ? local : points.get(text);
  if (point === undefined)
    throw new TemplateError('value', 'What stands between digits is POINT, COMMA, WHITESPACE, NONE or DEFAULT.');
  return point;
}

const maximalDigits = 400;

function digitCount(value: Value | undefined): number {
  const count = givenInteger(value);
  if (count < 0 || count > maximalDigits)
    throw new TemplateError('value', 'A number has between 0 and 400 digits on either side.');
  return count;
}

interface Written {
  readonly integers: Value | undefined;
  readonly fraction: number;
  readonly group: string;
  readonly decimal: string;
}

function written(target: Value, { integers, fraction, group, decimal }: Written, scope: Scope): string {
  const { digits, negative } = writeDecimal(givenDecimal(target), {
    minimumInteger: digitCount(integers),
    ...{ minimumFraction: fraction, maximumFraction: fraction, group, groupSize: 3, decimal },
  });
  const minus = negative ? numberSymbols(scope.environment.locale).minus : '';
  return madeText(minus + digits, scope);
}

const formatInteger: UtilityMethod = (scope, target = null, integers, thousands = 'NONE') => {
  if (target === null) return null;
  const symbols = numberSymbols(scope.environment.locale);
  return written(
    target,
    { integers, fraction: 0, group: pointOf(thousands, symbols.group, scope), decimal: '' },
    scope,
  );
};

/** `(number, integers[, thousands], decimals[, point])`; what stands between digits is a text, the counts are numbers. */
const formatDecimal: UtilityMethod = (scope, target = null, integers, ...given) => {
  if (target === null) return null;
  const symbols = numberSymbols(scope.environment.locale);
  const [thousands, decimals, point] = isName(given[0]) ? given : ['NONE', ...given];
  const decimal = pointOf(point ?? 'DEFAULT', symbols.decimal, scope);
  return written(
    target,
    // Thymeleaf's own: without a point there is a question mark.
    {
      integers,
      fraction: digitCount(decimals),
      group: pointOf(thousands, symbols.group, scope),
      decimal: decimal || '?',
    },
    scope,
  );
};

const isName = (value: Value | undefined) => typeof value === 'string' && (value === 'DEFAULT' || points.has(value));

/** Steps that setting up the rules of a language is worth. */
const stepsOfLanguage = 50;

const formatPercent: UtilityMethod = (scope, target = null, integers = 1, decimals = 0) => {
  if (target === null) return null;
  const { locale } = scope.environment;
  scope.budget.spend(stepsOfLanguage);
  const fraction = Math.min(100, digitCount(decimals));
  const format = new Intl.NumberFormat(locale, {
    ...({ style: 'percent', numberingSystem: 'latn', roundingMode: 'halfEven' } as const),
    minimumIntegerDigits: Math.min(21, Math.max(1, digitCount(integers))),
    ...{ minimumFractionDigits: fraction, maximumFractionDigits: fraction },
  });
  return madeText(format.format(decimalText(givenDecimal(target)) as Intl.StringNumericLiteral), scope);
};

const currency: UtilityMethod = (scope, target = null) => {
  if (target === null) return null;
  scope.budget.spend(stepsOfLanguage);
  return madeText(formatCurrency(givenDecimal(target), scope.environment.locale), scope);
};

/** Numbers from one to another; without a step towards the other. */
const sequence: UtilityMethod = (scope, ...given) => {
  const [first, last, by] = given as readonly (Value | undefined)[];
  const [from, to] = [givenInteger(first), givenInteger(last)];
  const step = by === undefined ? (from <= to ? 1 : -1) : givenInteger(by);
  if (from === to) return [from];
  if (step === 0) throw new TemplateError('value', 'A sequence with a step of 0 never ends.');
  const count = Math.max(0, Math.floor((to - from) / step) + 1);
  scope.budget.spend(count);
  return Array.from({ length: count }, (_, index) => from + index * step);
};

/** `#numbers`. */
export const numbers: UtilityObject = new Map(
  Object.entries({
    ...withItems({ formatInteger, formatDecimal, formatPercent, formatCurrency: currency }),
    sequence,
  } satisfies Methods),
);
