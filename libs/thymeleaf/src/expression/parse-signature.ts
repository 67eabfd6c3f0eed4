import type { Position } from '../template-error.js';
import type { Specification } from './expressions.js';
import { isNamePart } from './names.js';
import { parsedSource } from './parsed-source.js';
import type { Parsing } from './parsing.js';
import { type Range, splitAtCommas, splitParameters, trimRange } from './scan.js';
import { SourceText } from './source-text.js';

/** What th:fragment declares. */
export interface FragmentSignature {
  readonly name: string;
  /** Undefined where it declares none. */
  readonly parameters: readonly string[] | undefined;
}

/** `name` or `name(parameter, parameter)`. @throws TemplateError `syntax` */
export function parseFragmentSignature(source: string, position: Position): Specification<FragmentSignature> {
  return parsedSource(new SourceText(source, position), parseSignature);
}

function parseSignature(parsing: Parsing): FragmentSignature {
  const { text } = parsing.source;
  const { base, parameters } = splitParameters(text, { from: 0, end: text.length });
  const name = text.slice(base.from, base.end);
  if (name === '' || /[()]/.test(name))
    parsing.fail(base.from, 'syntax', 'A fragment is declared as name, or as name(parameter, …).');
  return { name: unquoted(name), parameters: parameters && parameterNames(parsing, parameters) };
}

function unquoted(name: string): string {
  return /^'[^']*'$/.test(name) ? name.slice(1, -1) : name;
}

function parameterNames(parsing: Parsing, range: Range): readonly string[] | undefined {
  const { text } = parsing.source;
  const { from, end } = trimRange(text, range);
  if (from === end) return undefined;
  return splitAtCommas(text, range).map((piece) => variableName(parsing, piece));
}

/** The name of a variable that a template makes. @throws TemplateError `syntax` */
export function variableName(parsing: Parsing, given: Range): string {
  const { from, end } = trimRange(parsing.source.text, given);
  parsing.token(from);
  const name = unquoted(parsing.source.text.slice(from, end));
  if (name === '' || ![...name].every((character) => isNamePart(character) || character === '-'))
    parsing.fail(from, 'syntax', 'The name of a variable is missing here: letters, digits and “_”.');
  return name;
}
