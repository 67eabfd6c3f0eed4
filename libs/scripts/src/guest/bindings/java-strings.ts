import { textOf } from '../apis/text-of.js';
import { hidden } from './accessors.js';

/** What Java's texts can do and JavaScript's cannot, for scripts that compare the one way and the other. */
export const javaStrings = {
  /** Whether both are the same text. */
  equals(this: string, other: unknown): boolean {
    return other !== null && other !== undefined && textOf(this) === textOf(other);
  },
  /** The same, capital letters or not. */
  equalsIgnoreCase(this: string, other: unknown): boolean {
    return other !== null && other !== undefined && this.toLowerCase() === textOf(other).toLowerCase();
  },
  /** 0 for the same text, -1 where this one comes first, else 1. */
  compareTo(this: string, other: unknown): number {
    const text = String(other);
    return textOf(this) === text ? 0 : textOf(this) < text ? -1 : 1;
  },
  /** The same as `includes`. */
  contains(this: string, part: unknown): boolean {
    return this.includes(String(part));
  },
  /** Whether there is nothing in it. */
  isEmpty(this: string): boolean {
    return this.length === 0;
  },
  /** Whether there is nothing but blanks in it. */
  isBlank(this: string): boolean {
    return this.trim() === '';
  },
  /** Whether a regular expression is the whole text. */
  matches(this: string, pattern: unknown): boolean {
    return new RegExp(`^(?:${String(pattern)})$`).test(textOf(this));
  },
  /** The text itself, for `encodeToString(text.getBytes())`: bytes are texts here. */
  getBytes(this: string, _charset?: unknown): string {
    return textOf(this);
  },
  /** Replaces the first part that a regular expression finds. */
  replaceFirst(this: string, pattern: unknown, replacement: string): string {
    return this.replace(new RegExp(String(pattern)), replacement);
  },
};

/** Adds them to every text, seen by nobody who looks through its members. */
export function addJavaStrings(): void {
  for (const [name, method] of Object.entries(javaStrings))
    if (!(name in String.prototype)) hidden(String.prototype, name, method);
  // `String.valueOf(5)`; without an argument it is what every function has.
  hidden(String, 'valueOf', function (...given: unknown[]): unknown {
    return given.length === 0 ? String : String(given[0]);
  });
}
