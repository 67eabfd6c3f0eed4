import { isJsonObject, type JsonObject } from '#protocol/json/json-object';
import { UnusableResult } from './unusable-result.js';

/** Deepest nesting of what scripts keep or put into tokens. */
const MOST_LEVELS = 12;

/** @throws UnusableResult */
export function readObject(value: unknown, what: string): JsonObject {
  if (!isJsonObject(value)) throw new UnusableResult(`${what} is no object`);
  return value;
}

/** @throws UnusableResult — no list, or a longer one */
export function readList(value: unknown, what: string, most: number): readonly unknown[] {
  if (!Array.isArray(value)) throw new UnusableResult(`${what} is no list`);
  if (value.length > most) throw new UnusableResult(`${what} has more than ${String(most)} items`);
  return value;
}

/**
 * A text; numbers are written out, and what is not there is ''.
 * @throws UnusableResult — anything else, a longer one, or one that no database can keep
 */
export function readText(value: unknown, what: string, maxLength: number): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') throw new UnusableResult(`${what} is no text`);
  if (text.length > maxLength) throw new UnusableResult(`${what} has more than ${String(maxLength)} characters`);
  if (!isSound(text)) throw new UnusableResult(`${what} has a NUL or half a character in it`);
  return text;
}

/** As {@link readText}, without what would break a line. */
export function readLine(value: unknown, what: string, maxLength: number): string {
  const text = readText(value, what, maxLength).trim();
  if (/\p{Cc}/u.test(text)) throw new UnusableResult(`${what} has a control character in it`);
  return text;
}

/** As {@link readLine}. @throws UnusableResult — also where there is none */
export function readName(value: unknown, what: string, maxLength: number): string {
  const text = readLine(value, what, maxLength);
  if (text === '') throw new UnusableResult(`${what} is missing`);
  return text;
}

/**
 * Any JSON that can be kept and sent: not too large, not too deep, without texts that are none.
 * @param most characters of its text
 * @throws UnusableResult
 */
export function readJson(value: unknown, what: string, most: number): unknown {
  if (value === undefined) throw new UnusableResult(`${what} is missing`);
  // First: what is nested without end cannot be written out either.
  if (!isKeepable(value, MOST_LEVELS))
    throw new UnusableResult(`${what} is nested too deep, or holds a text that is none`);
  if (JSON.stringify(value).length > most)
    throw new UnusableResult(`${what} is larger than ${String(most)} characters`);
  return value;
}

function isKeepable(value: unknown, levels: number): boolean {
  if (typeof value === 'string') return isSound(value);
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.entries(value).every(([name, each]) => isSound(name) && isKeepable(each, levels - 1));
}

function isSound(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
