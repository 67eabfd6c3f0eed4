import { decimalOf, decimalValue } from '#thymeleaf/formats/decimal';
import { PRINTED, recordOf } from '#thymeleaf/value';
import type { Value, ValueRecord } from '#thymeleaf/value';
import { isDecimal } from '../context/java-data.js';
import type { Data, JavaDecimal } from '../context/java-data.js';

/** The record of entries, each made a value. */
export function toRecord(entries: ReadonlyMap<string, Data>): ValueRecord {
  return recordOf([...entries].map(([name, data]) => [name, toValue(data)] as const));
}

function toNumber({ digits }: JavaDecimal): Value {
  const decimal = decimalOf(digits);
  return decimal === undefined ? Number(digits) : decimalValue(decimal);
}

/** Data of a context as the engine reads it: frozen, without prototypes. */
export function toValue(data: Data): Value {
  if (isDecimal(data)) return toNumber(data);
  if (data instanceof Map) return toRecord(data);
  if (data instanceof Set) return new Set([...data].map(toValue));
  return Array.isArray(data) ? Object.freeze(data.map(toValue)) : data;
}

/** A request parameter: a list that prints as its value where it has one alone. */
export function toParameter(values: readonly string[]): Value {
  const text = values.length === 1 ? (values[0] ?? '') : `[${values.join(', ')}]`;
  return Object.freeze(Object.assign([...values], { [PRINTED]: text }));
}
