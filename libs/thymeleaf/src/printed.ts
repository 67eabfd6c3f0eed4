import { BoundedText } from './bounded-text.js';
import { dateText, stepsOfDate } from './formats/java-date.js';
import type { Scope } from './scope.js';
import { TemplateError } from './template-error.js';
import { FragmentValue, MarkupText, NoOperation, PRINTED, type Value } from './value.js';

/** What printing looks at: the time zone of the page, and how much may still be made. */
export type Printing = Pick<Scope, 'environment' | 'budget'>;

const maximalDepth = 64;

/** The text of a value as Java's toString has it; null is nothing, but `null` inside a list or a map. @throws TemplateError `limit` */
export function printed(value: Value, scope: Printing): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  const plain = plainText(value, scope);
  if (plain !== undefined) return plain;
  const text = new BoundedText(scope.budget);
  write(value, { text, scope, depth: 0 });
  return text.toString();
}

interface Writing {
  readonly text: BoundedText;
  readonly scope: Printing;
  readonly depth: number;
}

function write(value: Value, writing: Writing): void {
  const plain = plainText(value, writing.scope);
  if (plain !== undefined) return writing.text.add(plain);
  if (writing.depth >= maximalDepth) throw new TemplateError('limit', 'Lists and maps are too deep to be printed.');
  const inner = { ...writing, depth: writing.depth + 1 };
  if (Array.isArray(value) || value instanceof Set) return writeItems(value as Iterable<Value>, inner);
  writeEntries(Object.entries(value as object) as [string, Value][], inner);
}

function writeItems(items: Iterable<Value>, writing: Writing): void {
  let before = '[';
  for (const item of items) {
    writing.text.add(before);
    write(item, writing);
    before = ', ';
  }
  writing.text.add(before === '[' ? '[]' : ']');
}

function writeEntries(entries: readonly (readonly [string, Value])[], writing: Writing): void {
  writing.text.add('{');
  entries.forEach(([name, value], index) => {
    writing.text.add(`${index > 0 ? ', ' : ''}${name}=`);
    write(value, writing);
  });
  writing.text.add('}');
}

/** The text of what holds nothing else, or stands for a text; undefined for a list or a map. */
function plainText(value: Value, { environment, budget }: Printing): string | undefined {
  if (value === null) return 'null';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) {
    budget.spend(stepsOfDate);
    return dateText(value, environment.timeZone);
  }
  if (value instanceof MarkupText) return value.markup;
  if (value instanceof FragmentValue) return value.source;
  if (value instanceof NoOperation) return '';
  return PRINTED in value ? value[PRINTED] : undefined;
}

/** A number as Java prints it: `12`, `0.5`, `1.0E21`, `1.5E-7`. */
export function numberText(number: number): string {
  const text = String(number === 0 ? 0 : number);
  const [digits = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  return `${digits.includes('.') ? digits : `${digits}.0`}E${String(Number(exponent))}`;
}
