import { TemplateError } from '../../template-error.js';
import type { ElementNode } from '../markup/markup-nodes.js';
import { parseCondition, type ElementTest } from './parse-condition.js';
import type { SelectorStep, StepMatch } from './selector.js';

const greatestLength = 500;
const mostSteps = 20;

const nodeKinds: ReadonlyMap<string, Exclude<StepMatch['kind'], 'element'>> = new Map([
  ['text()', 'text'],
  ['comment()', 'comment'],
  ['cdata()', 'cdata'],
  ['doctype()', 'other'],
  ['xmldecl()', 'other'],
  ['procinstr()', 'other'],
  ['content()', 'content'],
]);

/** A selector such as `name`, `#id`, `li.class`, `//div[@a='v']/b[0]`, `%name`, `title/text()`. @throws TemplateError `syntax` */
export function parseSelector(selector: string): readonly SelectorStep[] {
  if (selector.length > greatestLength) throw unreadable();
  let rest = withoutBrackets(selector.trim());
  if (!rest.startsWith('/')) rest = `//${rest}`;
  const steps: SelectorStep[] = [];
  while (rest) {
    const slashes = rest.startsWith('//') ? 2 : 1;
    const end = stepEnd(rest, slashes);
    steps.push(parseStep(rest.slice(slashes, end), slashes === 2));
    if (steps.length > mostSteps) throw unreadable();
    rest = rest.slice(end);
  }
  return steps;
}

/** Older pages write `[//div[@id='x']]`. */
function withoutBrackets(selector: string): string {
  return selector.startsWith('[/') && selector.endsWith(']') ? selector.slice(1, -1) : selector;
}

function stepEnd(text: string, from: number): number {
  let depth = 0;
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quote) quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === '[') depth += 1;
    else if (char === ']') depth -= 1;
    else if (char === '/' && depth === 0) return at;
  }
  return text.length;
}

function parseStep(step: string, anyDepth: boolean): SelectorStep {
  const bracket = step.indexOf('[');
  const path = (bracket < 0 ? step : step.slice(0, bracket)).trim();
  const modifiers = bracket < 0 ? [] : modifiersOf(step.slice(bracket));
  const index = modifiers.map(parseIndex).find((each) => each !== undefined);
  const conditions = modifiers.filter((modifier) => !parseIndex(modifier)).map(parseCondition);
  if (path === '' && modifiers.length === 0) throw unreadable();
  const kind = nodeKinds.get(path);
  if (kind) return { anyDepth, index, matches: { kind } };
  const tests = [pathTest(path), ...conditions];
  return { anyDepth, index, matches: { kind: 'element', test: (element) => tests.every((test) => test(element)) } };
}

function modifiersOf(text: string): readonly string[] {
  const modifiers: string[] = [];
  let rest = text.trim();
  while (rest) {
    const end = bracketEnd(rest);
    if (!rest.startsWith('[') || end < 0) throw unreadable();
    modifiers.push(rest.slice(1, end).trim());
    rest = rest.slice(end + 1).trim();
  }
  return modifiers;
}

function bracketEnd(text: string): number {
  let quote = '';
  for (let at = 1; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quote) quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === ']') return at;
  }
  return -1;
}

function parseIndex(modifier: string): ((index: number) => boolean) | undefined {
  if (modifier === 'even()') return (index) => index % 2 === 0;
  if (modifier === 'odd()') return (index) => index % 2 === 1;
  const match = /^([<>]?)\s*(\d{1,6})$/u.exec(modifier);
  if (!match) return undefined;
  const number = Number(match[2]);
  if (match[1] === '>') return (index) => index > number;
  if (match[1] === '<') return (index) => index < number;
  return (index) => index === number;
}

/** `name`, `#id`, `.class`, `%reference`, or a name with one of the others. */
function pathTest(path: string): ElementTest {
  for (const mark of ['#', '.', '%'] as const) {
    const at = path.indexOf(mark);
    if (at < 0) continue;
    const name = nameTest(path.slice(0, at));
    const marked = markTest(mark, path.slice(at + 1));
    return (element) => name(element) && marked(element);
  }
  return (element) => nameTest(path)(element) || isReferredToAs(element, path);
}

function nameTest(name: string): ElementTest {
  const lowerName = name.toLowerCase();
  return (element) => lowerName === '' || element.lowerName === lowerName;
}

function markTest(mark: '#' | '.' | '%', name: string): ElementTest {
  if (mark === '%') return (element) => isReferredToAs(element, name);
  if (mark === '#') return (element) => attributeOf(element, 'id') === name;
  return (element) => (attributeOf(element, 'class') ?? '').split(/\s+/u).includes(name);
}

/** Whether th:fragment, layout:fragment or th:ref gives an element a name. */
function isReferredToAs(element: ElementNode, name: string): boolean {
  const references = ['th:ref', 'data-th-ref'].map((each) => attributeOf(element, each));
  const fragments = ['th:fragment', 'data-th-fragment', 'layout:fragment', 'data-layout-fragment'].map((each) =>
    attributeOf(element, each)?.split('(')[0]?.trim(),
  );
  return name !== '' && [...references, ...fragments].includes(name);
}

function attributeOf({ attributes }: ElementNode, name: string): string | undefined {
  return attributes.find(({ lowerName }) => lowerName === name)?.value;
}

/** Without its text, which may be made of data: the expression that gives it is told on the way out. */
function unreadable(): TemplateError {
  return new TemplateError('syntax', 'The selector of the fragment cannot be read.');
}
