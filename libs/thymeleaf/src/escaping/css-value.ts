import { printed, type Printing } from '../printed.js';
import type { Value } from '../value.js';
import { escapeCssIdentifier } from './css.js';

/** What a value is in a style sheet: numbers and booleans as they are, everything else an identifier; null is nothing. */
export function cssValue(value: Value, scope: Printing): string {
  const text = printed(value, scope);
  return typeof value === 'number' || typeof value === 'boolean' ? text : escapeCssIdentifier(text);
}
