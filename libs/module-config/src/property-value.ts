import { isRedacted } from '#protocol/json/redacted';
import type { DeclaredProperty } from './property-declaration.js';

/** A value of the property's type, or what is wrong with the text. */
export type ReadValue =
  { readonly value: string | number | boolean | readonly string[] | undefined } | { readonly problem: string };

/** What an export puts where a secret was (reference 1.3). */
const MASKED = '[REMOVED]';

const separators = { space: /\s+/, comma: /\s*,\s*/, newline: /[\r\n]+/, any: /[\s,]+/ } as const;

/** Reads the text of a property. Empty text means "not set" and gives `undefined`. */
export function readPropertyValue(property: DeclaredProperty, written: string): ReadValue {
  const text = property.secret ? written : written.trim();
  if (text === '') return { value: undefined };
  const mask = maskIn(text.trim(), property);
  if (mask !== undefined) return { problem: `is ${mask}, which an export writes in place of a secret, set or not` };
  switch (property.type) {
    case 'string':
      return { value: text };
    case 'number':
      return readNumber(text);
    case 'boolean':
      return readBoolean(text);
    case 'string[]':
      return { value: listOf(text, separators[property.list ?? 'any']) };
  }
}

/** What stands in the place of a secret, in words. `[REMOVED]` is a value nowhere; asterisks may be one where nothing is secret. */
function maskIn(text: string, { secret }: DeclaredProperty): string | undefined {
  if (text === MASKED) return MASKED;
  return secret && isRedacted(text) ? 'a row of asterisks' : undefined;
}

/** Decimal digits only: what JavaScript also takes for numbers (`0x10`, `1e9`, `Infinity`) is a mistake here. */
function readNumber(text: string): ReadValue {
  const value = /^[+-]?\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isNaN(value) ? { problem: 'is not a number' } : { value };
}

function readBoolean(text: string): ReadValue {
  const word = text.toLowerCase();
  return word === 'true' || word === 'false' ? { value: word === 'true' } : { problem: 'is neither true nor false' };
}

function listOf(text: string, separator: RegExp): readonly string[] {
  return text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
