import { TemplateError } from '../../template-error.js';
import { unescapeHtml } from '../../escaping/unescape-html.js';
import type { ElementNode } from '../markup/markup-nodes.js';

export type ElementTest = (element: ElementNode) => boolean;

const operators = ['!=', '^=', '$=', '*=', '='] as const;
type Operator = (typeof operators)[number];

const comparisons: Readonly<Record<Operator, (value: string, wanted: string) => boolean>> = {
  '=': (value, wanted) => value === wanted,
  '!=': (value, wanted) => value !== wanted,
  '^=': (value, wanted) => value.startsWith(wanted),
  '$=': (value, wanted) => value.endsWith(wanted),
  '*=': (value, wanted) => value.includes(wanted),
};

/** What stands between brackets: `@a='v'`, `class`, `!class`, joined by `and` and `or`. @throws TemplateError `syntax` */
export function parseCondition(condition: string): ElementTest {
  const words = splitOutsideQuotes(condition, ' or ').map((part) =>
    splitOutsideQuotes(part, ' and ').map(attributeTest),
  );
  return (element) => words.some((all) => all.every((test) => test(element)));
}

function splitOutsideQuotes(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let quote = '';
  let last = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quote) quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (text.startsWith(separator, at)) {
      parts.push(text.slice(last, at));
      last = at + separator.length;
    }
  }
  return [...parts, text.slice(last)];
}

function attributeTest(text: string): ElementTest {
  const condition = text
    .trim()
    .replace(/^\(|\)$/gu, '')
    .trim();
  const operator = operators.find((each) => outsideQuotes(condition).includes(each));
  if (!operator) return presenceTest(condition);
  const at = condition.indexOf(operator);
  const name = attributeName(condition.slice(0, at));
  const wanted = unquoted(condition.slice(at + operator.length).trim());
  return (element) => compares({ element, name, operator, wanted });
}

function outsideQuotes(condition: string): string {
  const quote = condition.search(/['"]/u);
  return quote < 0 ? condition : condition.slice(0, quote);
}

function presenceTest(condition: string): ElementTest {
  const absent = condition.startsWith('!');
  const name = attributeName(absent ? condition.slice(1) : condition);
  return (element) => (valueOf(element, name) !== undefined) !== absent;
}

interface Comparison {
  readonly element: ElementNode;
  readonly name: string;
  readonly operator: Operator;
  readonly wanted: string;
}

/** Of a class each word counts. */
function compares({ element, name, operator, wanted }: Comparison): boolean {
  const value = valueOf(element, name);
  if (value === undefined) return false;
  const compare = comparisons[operator];
  if (name !== 'class') return compare(value, wanted);
  const words = value.split(/\s+/u);
  return operator === '!='
    ? words.every((word) => compare(word, wanted))
    : words.some((word) => compare(word, wanted)) || compare(value, wanted);
}

function valueOf({ attributes }: ElementNode, name: string): string | undefined {
  const attribute = attributes.find(({ lowerName }) => lowerName === name);
  return attribute && unescapeHtml(attribute.value ?? '');
}

/** Without the text in its mistake, as of all of a selector. */
function attributeName(text: string): string {
  const name = text.trim().replace(/^@/u, '').toLowerCase();
  if (/^[\w:.-]+$/u.test(name)) return name;
  throw new TemplateError('syntax', 'The condition of a selector names no attribute.');
}

function unquoted(text: string): string {
  const quote = text[0];
  return (quote === "'" || quote === '"') && text.length > 1 && text.endsWith(quote) ? text.slice(1, -1) : text;
}
