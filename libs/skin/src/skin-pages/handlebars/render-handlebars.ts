import { isRefusedName } from '#thymeleaf/expression/refused-names';
import { formatMessage } from '#thymeleaf/messages/message-format';
import type { Printing } from '#thymeleaf/printed';
import { printed } from '#thymeleaf/printed';
import { TemplateError } from '#thymeleaf/template-error';
import { ENTRIES, PRINTED, recordOf, type Value, type ValueRecord } from '#thymeleaf/value';
import { PageText } from './page-text.js';
import { positionOf, type HandlebarsTemplate } from './parse-handlebars.js';

/** One rendering. */
export interface HandlebarsRendering extends Printing {
  readonly model: ValueRecord;
  /** The templates that partials may name. */
  readonly find: (name: string) => { readonly name: string; readonly template: HandlebarsTemplate } | undefined;
}

/** Where a node is evaluated: its value, what `@name` knows, and what is around it. */
interface Frame {
  readonly context: Value;
  readonly data: ValueRecord;
  readonly outer?: Frame;
  readonly template: string;
}

interface Work {
  readonly rendering: HandlebarsRendering;
  readonly text: PageText;
}

const NO_DATA = recordOf([]);

/**
 * Renders a parsed template over its tree. Everything is escaped for the place where it stands but what the model says is markup; every node, round and
 * partial is counted.
 * @throws TemplateError with template and place
 */
export function renderHandlebars(name: string, rendering: HandlebarsRendering): string {
  const found = rendering.find(name);
  if (found === undefined) throw new TemplateError('unknown', 'There is no such template.', { template: name });
  const text = new PageText(rendering);
  const frame: Frame = { context: rendering.model, data: NO_DATA, template: found.name };
  program(found.template, frame, { rendering, text });
  return text.toString();
}

function program(template: HandlebarsTemplate | undefined, frame: Frame, work: Work): void {
  for (const statement of template?.body ?? []) {
    try {
      work.rendering.budget.spend();
      statementIn(statement, frame, work);
    } catch (error) {
      if (error instanceof TemplateError) throw error.at({ template: frame.template, position: positionOf(statement) });
      throw error;
    }
  }
}

function statementIn(statement: hbs.AST.Statement, frame: Frame, work: Work): void {
  switch (statement.type) {
    case 'ContentStatement':
      return work.text.write((statement as hbs.AST.ContentStatement).value);
    case 'MustacheStatement':
      return mustache(statement as hbs.AST.MustacheStatement, frame, work);
    case 'BlockStatement':
      return block(statement as hbs.AST.BlockStatement, frame, work);
    case 'PartialStatement':
      return partial(statement as hbs.AST.PartialStatement, frame, work);
    default:
  }
}

function mustache(node: hbs.AST.MustacheStatement, frame: Frame, { rendering, text }: Work): void {
  const at = { template: frame.template, position: positionOf(node) };
  text.put(evaluate(node, frame, rendering), { isRaw: !node.escaped, at });
}

function block(node: hbs.AST.BlockStatement, frame: Frame, work: Work): void {
  const kind = node.params.length > 0 ? node.path.original : 'section';
  const given = kind === 'section' ? node.path : node.params[0];
  const value = given === undefined ? null : expression(given, frame, work.rendering);
  const inverse = (): void => {
    program(node.inverse, frame, work);
  };
  const body = (inner: Frame): void => {
    program(node.program, inner, work);
  };
  if (kind === 'each' || (kind === 'section' && Array.isArray(value))) return each(node, value, frame, work);
  if (isTruthy(value) === (kind === 'unless')) return inverse();
  const isEntered = kind === 'with' || (kind === 'section' && value !== true);
  body(isEntered ? entered(frame, value, namedParameters(node, [value])) : frame);
}

function each(node: hbs.AST.BlockStatement, value: Value, frame: Frame, work: Work): void {
  const items = itemsOf(value);
  const { budget } = work.rendering;
  if (items.length > budget.limits.items)
    throw new TemplateError('limit', `A loop has more than ${String(budget.limits.items)} items.`);
  if (items.length === 0) return program(node.inverse, frame, work);
  for (const [index, [key, item]] of items.entries()) {
    budget.spend();
    budget.checkTime();
    const data = recordOf([
      ...Object.entries(frame.data),
      ...([
        ['index', index],
        ['key', key],
        ['first', index === 0],
        ['last', index === items.length - 1],
      ] as const),
      ...namedParameters(node, [item, key]),
    ]);
    program(node.program, { ...frame, context: item, data, outer: frame }, work);
  }
}

/** `as |item key|`: kept with `@` names under a name of their own. */
function namedParameters({ program: body }: hbs.AST.BlockStatement, values: readonly Value[]): [string, Value][] {
  const names = (body as HandlebarsTemplate | undefined)?.blockParams ?? [];
  return names.slice(0, values.length).map((name, index) => [`|${name}`, values[index] ?? null]);
}

function entered(frame: Frame, context: Value, named: readonly [string, Value][]): Frame {
  return { ...frame, context, data: recordOf([...Object.entries(frame.data), ...named]), outer: frame };
}

function partial(node: hbs.AST.PartialStatement, frame: Frame, work: Work): void {
  const { rendering } = work;
  const name = (node.name as hbs.AST.PathExpression).original;
  const found = rendering.find(name);
  if (found === undefined)
    throw new TemplateError('unknown', `There is no partial ${JSON.stringify(name.slice(0, 100))}.`);
  const given = node.params[0] === undefined ? frame.context : expression(node.params[0], frame, rendering);
  const hash = hashOf(node, frame, rendering);
  const context = hash.length === 0 ? given : recordOf([...ownEntries(given), ...hash]);
  rendering.budget.inside(() => {
    program(found.template, { context, data: frame.data, outer: frame, template: found.name }, work);
  });
}

function hashOf(
  node: { readonly hash?: hbs.AST.Hash },
  frame: Frame,
  rendering: HandlebarsRendering,
): [string, Value][] {
  return (node.hash?.pairs ?? []).map(({ key, value }) => [key, expression(value, frame, rendering)]);
}

function evaluate(
  node: Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash'>,
  frame: Frame,
  rendering: HandlebarsRendering,
): Value {
  if (node.params.length === 0) return expression(node.path, frame, rendering);
  const values = node.params.map((one) => expression(one, frame, rendering));
  const [first = null, second = null] = values;
  if ((node.path as hbs.AST.PathExpression).original === 'lookup') return member(first, printed(second, rendering));
  return message(printed(first, rendering), values.slice(1), frame, rendering);
}

function message(key: string, values: readonly Value[], { template }: Frame, rendering: HandlebarsRendering): string {
  const pattern = rendering.environment.message(key, template);
  if (pattern === undefined) return `??${key}_${rendering.environment.locale.replaceAll('-', '_')}??`;
  return formatMessage(pattern, values, rendering);
}

function expression(node: hbs.AST.Expression, frame: Frame, rendering: HandlebarsRendering): Value {
  rendering.budget.spend();
  switch (node.type) {
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
      return (node as hbs.AST.StringLiteral).value;
    case 'PathExpression':
      return pathValue(node as hbs.AST.PathExpression, frame, rendering.model);
    case 'SubExpression':
      return evaluate(node as unknown as hbs.AST.MustacheStatement, frame, rendering);
    default:
      return null;
  }
}

function pathValue({ data, depth, parts }: hbs.AST.PathExpression, frame: Frame, model: ValueRecord): Value {
  const names = parts as readonly string[];
  const [first = '', ...rest] = names;
  if (data) return rest.reduce(member, first === 'root' ? model : member(frame.data, first));
  let from: Frame | undefined = frame;
  for (let level = 0; level < depth; level += 1) from = from?.outer;
  if (from === undefined) return null;
  const named = depth === 0 ? from.data[`|${first}`] : undefined;
  return named === undefined ? names.reduce(member, from.context) : rest.reduce(member, named);
}

/** Own properties of records, items and the length of lists, entries of lists that are maps; everything else is null. */
function member(value: Value, name: string): Value {
  if (isRefusedName(name)) throw new TemplateError('refused', `${name} is no variable.`);
  if (value === null || typeof value !== 'object') return null;
  if (Array.isArray(value)) {
    if (name === 'length') return value.length;
    if (/^\d{1,6}$/.test(name)) return (value as readonly Value[])[Number(name)] ?? null;
    const entries = (value as { [ENTRIES]?: ValueRecord })[ENTRIES];
    return entries === undefined ? null : member(entries, name);
  }
  return Object.getPrototypeOf(value) === null && Object.hasOwn(value, name)
    ? ((value as ValueRecord)[name] ?? null)
    : null;
}

function itemsOf(value: Value): readonly (readonly [Value, Value])[] {
  if (Array.isArray(value)) return (value as readonly Value[]).map((item, index) => [index, item] as const);
  return ownEntries(value);
}

function ownEntries(value: Value): [string, Value][] {
  const isRecord = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
  return isRecord ? Object.entries(value as ValueRecord) : [];
}

/** As Handlebars has it: '', 0 and empty lists are false. */
function isTruthy(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0 || (value as { [PRINTED]?: string })[PRINTED] !== undefined;
  return value !== null && value !== false && value !== '' && value !== 0;
}
