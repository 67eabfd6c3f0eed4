import { printed } from '../printed.js';
import type { FragmentParameters } from '../scope.js';
import { FragmentValue, MarkupText, NoOperation, recordOf, type Value } from '../value.js';
import { type Assignment, equalsSign, parseAssignment } from './parse-assignment.js';
import type { Node, Operand, Run } from './node.js';
import type { Parsing } from './parsing.js';
import { parseOrLiteral, parseWhole } from './parse-literal-default.js';
import { findOutside, type Range, splitAtCommas, splitParameters, trimRange } from './scan.js';

/** A specification `template :: selector(parameters)`; each part may be absent. */
interface Specified {
  readonly template: Operand | undefined;
  readonly selector: Operand | undefined;
  readonly parameters: readonly Assignment[] | readonly Node[];
  readonly written: string;
}

/** What is between the braces of `~{…}`: a fragment, nothing where there is none of the name. */
export function parseFragmentBraces(parsing: Parsing, given: Range, at: number): Node {
  const range = trimRange(parsing.source.text, given);
  if (range.from === range.end) return ({ scope }) => new FragmentValue('', undefined, recordOf([]), scope.template);
  const specified = parseSpecified(parsing, range);
  recordRead(parsing, specified, at);
  return (run) => findFragment({ ...run, use: 'restricted' }, specified);
}

function parseSpecified(parsing: Parsing, range: Range): Specified {
  const { text } = parsing.source;
  const colons = findOutside(text, range.from, range.end, (at) => text.startsWith('::', at) && at + 2 <= range.end);
  const split = splitSelector(text, { from: colons === undefined ? range.from : colons + 2, end: range.end });
  const named = split.base.from === split.base.end ? undefined : parseOrLiteral(parsing, split.base);
  return {
    template: colons === undefined ? named : templatePart(parsing, { from: range.from, end: colons }),
    selector: colons === undefined ? undefined : named,
    parameters: split.parameters ? parseParameters(parsing, split.parameters) : [],
    written: text.slice(range.from, Math.min(range.end, range.from + 100)),
  };
}

/** `title/text()` and its like are selectors to their end: no fragment is called without arguments there. */
function splitSelector(text: string, range: Range): ReturnType<typeof splitParameters> {
  const split = splitParameters(text, range);
  const selector = text.slice(split.base.from, split.base.end);
  const isNodeTest = /(?:^|\/)(?:text|content|comment|cdata|doctype|xmldecl|procinstr)$/.test(selector);
  const isEmpty = split.parameters?.from === split.parameters?.end;
  return isNodeTest && isEmpty ? { base: trimRange(text, range), parameters: undefined } : split;
}

function templatePart(parsing: Parsing, given: Range): Operand | undefined {
  const range = trimRange(parsing.source.text, given);
  return range.from === range.end ? undefined : parseOrLiteral(parsing, range);
}

/** By name where the first has an equals sign, else in their order. */
function parseParameters(parsing: Parsing, range: Range): Specified['parameters'] {
  const { text } = parsing.source;
  if (trimRange(text, range).from === trimRange(text, range).end) return [];
  const pieces = splitAtCommas(text, range);
  const isNamed = pieces.some((piece) => equalsSign(text, piece) !== undefined);
  if (!isNamed) return pieces.map((piece) => parseWhole(parsing, piece).node);
  return pieces.map((piece) => namedParameter(parsing, piece));
}

function namedParameter(parsing: Parsing, piece: Range): Assignment {
  const assignment = parseAssignment(parsing, piece);
  if (!assignment.value)
    parsing.fail(piece.from, 'syntax', 'A parameter has no value: either all have names, or none.');
  return assignment;
}

function recordRead(parsing: Parsing, { template, selector }: Specified, at: number): void {
  const own = template === undefined || template.literal === 'this';
  parsing.reads.fragments.push({
    own,
    position: parsing.positionAt(at),
    ...(!own && template.literal !== undefined && { template: template.literal }),
    ...(selector?.literal !== undefined && { selector: selector.literal }),
  });
}

/** The name of a template may as well give a fragment, or nothing to do. */
function findFragment(run: Run, specified: Specified): Value {
  const { scope } = run;
  scope.budget.spend();
  const template = specified.template?.node(run);
  if (!specified.selector && (template instanceof FragmentValue || template instanceof NoOperation)) return template;
  if (template === null) return null;
  const name = template === undefined ? undefined : nameOf(run, template);
  const selector = specified.selector && nameOf(run, specified.selector.node(run));
  const parameters = evaluateParameters(run, specified.parameters);
  return scope.fragment(name === 'this' ? undefined : name, selector === '' ? undefined : selector, parameters) ?? null;
}

/** A selector may be given as one of several, as in `[title]`. */
function nameOf(run: Run, value: Value): string {
  return value instanceof MarkupText ? value.markup : printed(value, run.scope).trim();
}

function evaluateParameters(run: Run, parameters: Specified['parameters']): FragmentParameters {
  if (!areNamed(parameters)) return { ordered: parameters.map((node) => node(run)) };
  return { named: recordOf(parameters.map(({ name, value }) => [nameOf(run, name(run)), value ? value(run) : null])) };
}

function areNamed(parameters: Specified['parameters']): parameters is readonly Assignment[] {
  return typeof parameters[0] === 'object';
}
