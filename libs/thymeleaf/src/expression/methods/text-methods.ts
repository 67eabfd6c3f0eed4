import { BoundedText } from '../../bounded-text.js';
import type { Scope } from '../../scope.js';
import { TemplateError } from '../../template-error.js';
import { indexOfText, occurrences } from '../../text-search.js';
import type { Value } from '../../value.js';
import { isEqual } from '../equality.js';
import { indexArgument, method, type MethodTable, textArgument, type ValueMethod } from './value-method.js';

/** What Java's String offers and pages use, without regular expressions. */
export const textMethods: MethodTable<string> = new Map<string, ValueMethod<string>>([
  ['length', method(0, 0, (self) => self.length)],
  ['isEmpty', method(0, 0, (self) => self === '')],
  ['isBlank', method(0, 0, (self) => self.trim() === '')],
  ['toString', method(0, 0, (self) => self)],
  ['name', method(0, 0, (self) => self)],
  ['trim', method(0, 0, (self) => self.trim())],
  ['strip', method(0, 0, (self) => self.trim())],
  ['toUpperCase', method(0, 1, (self) => self.toUpperCase())],
  ['toLowerCase', method(0, 1, (self) => self.toLowerCase())],
  ['charAt', method(1, 1, (self, given) => self.charAt(indexArgument(given, 0, self.length - 1)))],
  ['substring', method(1, 2, substring)],
  ['contains', method(1, 1, (self, given, scope) => indexOfText(self, textArgument(given, 0, scope)) >= 0)],
  ['startsWith', method(1, 1, (self, given, scope) => self.startsWith(textArgument(given, 0, scope)))],
  ['endsWith', method(1, 1, (self, given, scope) => self.endsWith(textArgument(given, 0, scope)))],
  [
    'indexOf',
    method(1, 2, (self, given, scope) =>
      indexOfText(self, textArgument(given, 0, scope), indexArgument(given, 1, self.length)),
    ),
  ],
  ['lastIndexOf', method(1, 1, (self, given, scope) => lastIndexOf(self, textArgument(given, 0, scope)))],
  ['equals', method(1, 1, (self, given, scope) => isEqual(self, given[0] ?? null, scope))],
  ['equalsIgnoreCase', method(1, 1, equalsIgnoreCase)],
  ['compareTo', method(1, 1, (self, given, scope) => order(self, textArgument(given, 0, scope)))],
  ['concat', method(1, 1, concat)],
  ['replace', method(2, 2, replace)],
  ['split', method(1, 1, split)],
]);

function substring(self: string, given: readonly Value[]): string {
  const from = indexArgument(given, 0, self.length);
  return self.slice(from, Math.max(from, indexArgument(given, 1, self.length, self.length)));
}

function equalsIgnoreCase(self: string, given: readonly Value[], scope: Scope): boolean {
  return (given[0] ?? null) !== null && self.toLowerCase() === textArgument(given, 0, scope).toLowerCase();
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function concat(self: string, given: readonly Value[], scope: Scope): string {
  const other = textArgument(given, 0, scope);
  scope.budget.build(self.length + other.length);
  return self + other;
}

/** All occurrences, as they are written. */
function replace(self: string, given: readonly Value[], scope: Scope): string {
  const [wanted, put] = [textArgument(given, 0, scope), textArgument(given, 1, scope)];
  const text = new BoundedText(scope.budget);
  pieces(self, wanted, scope).forEach((piece, at) => text.add(at === 0 ? piece : put + piece));
  return text.toString();
}

/** Only at texts that mean themselves as a regular expression; empty pieces at the end fall away, as in Java. */
function split(self: string, given: readonly Value[], scope: Scope): readonly Value[] {
  const found = pieces(self, literalSeparator(textArgument(given, 0, scope)), scope);
  while (found.length > 1 && found.at(-1) === '') found.pop();
  return Object.freeze(found);
}

/** Java takes a regular expression: `\\.` and `\\|` stand for themselves. */
function literalSeparator(pattern: string): string {
  const literal = pattern.replace(/^\\([^A-Za-z0-9])$/, '$1');
  if (literal === pattern && /[\\^$.|?*+()[\]{}]/.test(pattern))
    throw new TemplateError('refused', 'split() takes a plain separator here, no regular expression.');
  return literal;
}

function lastIndexOf(self: string, wanted: string): number {
  if (wanted === '') return self.length;
  const backwards = indexOfText(reversed(self), reversed(wanted));
  return backwards < 0 ? -1 : self.length - backwards - wanted.length;
}

/** By UTF-16 units, in which positions count. */
function reversed(text: string): string {
  return Array.from({ length: text.length }, (_, at) => text.charAt(text.length - 1 - at)).join('');
}

function pieces(text: string, separator: string, { budget }: Scope): string[] {
  budget.spend(text.length >> 4);
  const found: string[] = [];
  let from = 0;
  for (const at of separator === '' ? everywhere(text) : occurrences(text, separator)) {
    found.push(text.slice(from, at));
    from = at + separator.length;
    if (found.length > budget.limits.items)
      throw new TemplateError('limit', `A text is divided into more than ${String(budget.limits.items)} pieces.`);
  }
  return [...found, text.slice(from)];
}

/** Between all characters. */
function everywhere(text: string): Iterable<number> {
  return Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => at + 1);
}
