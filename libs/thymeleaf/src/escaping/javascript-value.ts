import { BoundedText } from '../bounded-text.js';
import { isoDate, stepsOfDate, temporalText } from '../formats/java-date.js';
import { Temporal } from '../formats/local-temporal.js';
import { zoneOf } from '../formats/zoned-date.js';
import { numberText, type Printing } from '../printed.js';
import { TemplateError } from '../template-error.js';
import { FragmentValue, MarkupText, NoOperation, PRINTED, type Value } from '../value.js';
import { javaScriptLiteral } from './javascript.js';

const maximalDepth = 64;

/**
 * The literal of a value: a text in double quotes, numbers, lists, maps; dates are texts in ISO 8601 with the offset of the page's zone.
 * It is JSON, and nothing in it ends the script element. @throws TemplateError `limit`
 */
export function javaScriptValue(value: Value, scope: Printing): string {
  if (typeof value === 'string') return javaScriptLiteral(value);
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
  const plain = plainLiteral(value, writing.scope);
  if (plain !== undefined) return writing.text.add(plain);
  if (writing.depth >= maximalDepth) throw new TemplateError('limit', 'Lists and maps are too deep for a script.');
  const inner = { ...writing, depth: writing.depth + 1 };
  if (Array.isArray(value) || value instanceof Set) return writeItems(value as Iterable<Value>, inner);
  writeEntries(Object.entries(value as object) as [string, Value][], inner);
}

function writeItems(items: Iterable<Value>, writing: Writing): void {
  let before = '[';
  for (const item of items) {
    writing.text.add(before);
    write(item, writing);
    before = ',';
  }
  writing.text.add(before === '[' ? '[]' : ']');
}

function writeEntries(entries: readonly (readonly [string, Value])[], writing: Writing): void {
  writing.text.add('{');
  entries.forEach(([name, value], index) => {
    writing.text.add(`${index > 0 ? ',' : ''}${javaScriptLiteral(name)}:`);
    write(value, writing);
  });
  writing.text.add('}');
}

/** The literal of what holds nothing else; undefined for a list or a map. */
function plainLiteral(value: Value, { environment, budget }: Printing): string | undefined {
  if (value === null || value instanceof FragmentValue || value instanceof NoOperation) return 'null';
  if (typeof value === 'string') return javaScriptLiteral(value);
  if (typeof value === 'number') return Number.isFinite(value) ? numberText(value) : 'null';
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) budget.spend(stepsOfDate);
  if (value instanceof Temporal) return javaScriptLiteral(temporalText(value));
  if (value instanceof Date) return javaScriptLiteral(isoDate(value, zoneOf(value, environment.timeZone)));
  if (value instanceof MarkupText) return javaScriptLiteral(value.markup);
  return standsForText(value) ? javaScriptLiteral(value[PRINTED]) : undefined;
}

/** A list that prints as a text, such as a request parameter, is that text; so is a record that is nothing else. */
function standsForText(value: object): value is { readonly [PRINTED]: string } {
  return PRINTED in value && (Array.isArray(value) || Object.keys(value).length === 0);
}
