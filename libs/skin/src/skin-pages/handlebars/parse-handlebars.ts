import Handlebars from 'handlebars';
import { CompileLimit, CompileWork, greatestWork, workOfCharacters } from '#thymeleaf/template/compile-work';
import { TemplateError, type Position } from '#thymeleaf/template-error';

/** Templates of Handlebars, parsed: nothing of them is ever compiled to JavaScript (CVE-2026-33916). */
export type HandlebarsTemplate = hbs.AST.Program;

/** Blocks and helpers that there are; everything else of Handlebars is refused. */
export const BLOCKS: ReadonlySet<string> = new Set(['if', 'unless', 'each', 'with']);
export const HELPERS: ReadonlySet<string> = new Set(['lookup', 'message']);

const LONGEST_TEMPLATE = 1_048_576;
const DEEPEST = 100;

/**
 * Parses a template of Handlebars, and finds what is refused in it: names that are no helper, decorators, partials whose name is computed.
 * @param work what it may take together with others
 * @throws TemplateError `syntax`, `refused` or `limit`, with its place
 */
export function parseHandlebars(
  template: string,
  source: string,
  work: CompileWork = new CompileWork(greatestWork),
): HandlebarsTemplate {
  if (source.length > LONGEST_TEMPLATE)
    throw new TemplateError('limit', 'The template is longer than a megabyte.', { template });
  try {
    spendFor(source, work);
    const parsed = Handlebars.parse(source);
    checkNodes(parsed, 0);
    return parsed;
  } catch (error) {
    if (error instanceof TemplateError) throw error.at({ template });
    throw new TemplateError('syntax', syntaxMessage(error), { template, ...syntaxPlace(error) });
  }
}

/** The parser takes twice as long as ours for a part of a template. */
const TIMES = 2;

/** Counts what stands between braces before any of it is parsed. @throws CompileLimit where it is too much */
function spendFor(source: string, work: CompileWork): void {
  let units = 0;
  for (let begin = source.indexOf('{{'); begin >= 0;) {
    const found = source.indexOf('}}', begin);
    const end = found < 0 ? source.length : found;
    units += TIMES * workOfCharacters(end - begin);
    begin = source.indexOf('{{', end);
  }
  if (units > greatestWork) throw new CompileLimit('The template has too many parts.');
  work.spend(units);
}

/** Where a node stands; columns count from 1. */
export function positionOf({ loc: { start } }: hbs.AST.Node): Position {
  return { line: start.line, column: start.column + 1 };
}

function checkNodes(value: unknown, depth: number): void {
  if (depth > DEEPEST * 3)
    throw new TemplateError('limit', `Blocks are inside blocks more than ${String(DEEPEST)} times.`);
  if (Array.isArray(value)) {
    for (const one of value) checkNodes(one, depth + 1);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const node = value as hbs.AST.Node;
  if (typeof node.type === 'string') checkNode(node);
  for (const [name, inner] of Object.entries(node)) if (name !== 'loc') checkNodes(inner, depth + 1);
}

function checkNode(node: hbs.AST.Node): void {
  switch (node.type) {
    case 'Decorator':
    case 'DecoratorBlock':
    case 'PartialBlockStatement':
      throw refused(node, 'Decorators and partials with a content of their own are not offered');
    case 'PartialStatement':
      if ((node as hbs.AST.PartialStatement).name.type !== 'PathExpression')
        throw refused(node, 'The name of a partial cannot be computed');
      return;
    case 'MustacheStatement':
    case 'SubExpression':
      return checkCall(node as hbs.AST.MustacheStatement, HELPERS);
    case 'BlockStatement':
      return checkCall(node as hbs.AST.BlockStatement, BLOCKS);
    default:
  }
}

function checkCall(
  node: Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash'> & hbs.AST.Node,
  known: ReadonlySet<string>,
): void {
  const name = 'original' in node.path ? node.path.original : '';
  // handlebars' parser leaves `hash` out where there is none, whatever its types say.
  const isCall = node.params.length > 0 || (node.hash as unknown) !== undefined || node.type === 'SubExpression';
  if (isCall && !known.has(name)) throw refused(node, `There is no helper ${JSON.stringify(name.slice(0, 50))}`);
}

function refused(node: hbs.AST.Node, problem: string): TemplateError {
  return new TemplateError('refused', `${problem}.`, { position: positionOf(node) });
}

function syntaxMessage(error: unknown): string {
  const [first = ''] = (error as Error).message.split('\n');
  return `The template cannot be read: ${first.slice(0, 150)}`;
}

function syntaxPlace(error: unknown): { readonly position?: Position } {
  const [, line] = /on line (\d+)/.exec((error as Error).message) ?? [];
  return line === undefined ? {} : { position: { line: Number(line), column: 1 } };
}
