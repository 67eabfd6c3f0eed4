import { decimalOf } from '../formats/decimal.js';
import { PRINTED, type Value } from '../value.js';
import { plain } from './node.js';

/**
 * Whether a value counts as true: everything but null, false, zero and the texts `false`, `off` and `no`. The empty text is true.
 * @see EvaluationUtils.evaluateAsBoolean of Thymeleaf
 */
export function isTrue(given: Value): boolean {
  if (typeof given === 'boolean') return given;
  const value = plain(given);
  if (value === null || value === false) return false;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return !saysNo(value);
  return !isZero(value);
}

const longestNo = 'false'.length;

function saysNo(text: string): boolean {
  if (text.length > 64) return false;
  const word = text.trim();
  return word.length <= longestNo && ['false', 'off', 'no'].includes(word.toLowerCase());
}

/** A number of many digits is a record that prints as it. */
function isZero(value: Value): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !(PRINTED in value)) return false;
  return Object.keys(value).length === 0 && decimalOf(value)?.units === 0n;
}
