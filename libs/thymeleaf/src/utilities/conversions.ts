import { decimalValue } from '../formats/decimal.js';
import type { Scope } from '../scope.js';
import { TemplateError } from '../template-error.js';
import type { Value } from '../value.js';
import { givenDate } from './given-dates.js';
import { givenDecimal, givenInteger, givenText, textOrNull } from './given.js';
import type { Methods } from './over-items.js';
import type { UtilityObject } from './utility.js';
import { isTrue } from '../expression/truth.js';

type Convert = (value: Value, scope: Scope) => Value;

const number: Convert = (value) => decimalValue(givenDecimal(value));

/** By the name of Java's class, with or without its package. */
const conversionsTo: ReadonlyMap<string, Convert> = new Map<string, Convert>(
  Object.entries({
    ...{ String: textOrNull, Boolean: isTrue, Object: (value: Value) => value, Date: givenDate, Calendar: givenDate },
    ...{ Integer: givenInteger, Long: givenInteger, Short: givenInteger, BigInteger: givenInteger },
    ...{ Double: number, Float: number, BigDecimal: number, Number: number },
  }),
);

/** `#conversions`: what is plain data anyway, into a text, a number, a boolean or a date. */
export const conversions: UtilityObject = new Map(
  Object.entries({
    convert: (scope, value = null, wanted) => {
      const name = givenText(wanted, scope).split('.').at(-1) ?? '';
      const convert = conversionsTo.get(name);
      if (!convert)
        throw new TemplateError(
          'refused',
          'Values are converted into String, Integer, Double, BigDecimal, Boolean or Date.',
        );
      return value === null ? null : convert(value, scope);
    },
  } satisfies Methods),
);
