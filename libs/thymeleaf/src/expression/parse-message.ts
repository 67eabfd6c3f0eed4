import { escapeHtml } from '../escaping/html.js';
import { absentMessage, messageText } from '../messages/message.js';
import { formatPieces } from '../messages/message-format.js';
import { printed } from '../printed.js';
import { MarkupText, type Value } from '../value.js';
import { markupOf } from './join-texts.js';
import { makesPieces, type Node, plain, type Run } from './node.js';
import { PiecedText } from './pieced-text.js';
import type { Parsing } from './parsing.js';
import { parseOrLiteral, parseWhole } from './parse-literal-default.js';
import { type Range, splitAtCommas, splitParameters } from './scan.js';

/** `#{key(arguments)}`: the key may be an expression. */
export function parseMessage(parsing: Parsing, range: Range, at: number): Node {
  const { text } = parsing.source;
  const { base, parameters } = splitParameters(text, range);
  if (base.from === base.end) parsing.fail(at, 'syntax', 'The key of the message is missing.');
  const key = parseOrLiteral(parsing, base);
  if (key.literal !== undefined) parsing.read('messages', key.literal, base.from);
  const given = parameters ? splitAtCommas(text, parameters).map((each) => parseWhole(parsing, each).node) : [];
  return (run) => message(run, key.node, given);
}

function message(run: Run, key: Node, given: readonly Node[]): Value {
  const { scope } = run;
  scope.budget.spend();
  const name = printed(plain(key(run)), scope);
  const values = given.map((node) => node(run.use === 'handler' ? { ...run, use: 'restricted' } : run));
  if (run.use === 'markup') return messageMarkup(run, name, values);
  return makesPieces(run) ? piecedMessage(run, name, values.map(plain)) : messageText(name, values.map(plain), scope);
}

/** Arguments are told from what the message says. The key of one that there is not may be anything. */
function piecedMessage({ scope }: Run, key: string, values: readonly Value[]): Value {
  const pattern = scope.environment.message(key, scope.template);
  if (pattern === undefined) return absentMessage(key, scope.environment.locale);
  const pieces = formatPieces(pattern, values, scope);
  const text = pieces.map((piece) => piece.text).join('');
  scope.budget.build(text.length);
  return new PiecedText(
    text,
    pieces.map((piece) => ({ value: piece.text, ...(!piece.isArgument && { isMessage: true as const }) })),
  );
}

/** A message is its author's markup, what is put into it is not; nor is the key of one that there is not. */
function messageMarkup(run: Run, key: string, values: readonly Value[]): Value {
  const { scope } = run;
  if (scope.environment.message(key, scope.template) === undefined)
    return new MarkupText(escapeHtml(absentMessage(key, scope.environment.locale)));
  return new MarkupText(
    messageText(
      key,
      values.map((value) => escapedArgument(run, value)),
      scope,
    ),
  );
}

/** Numbers and dates stay what they are for the formats of the message. */
function escapedArgument(run: Run, value: Value): Value {
  const isFormatted =
    value === null || typeof value === 'number' || typeof value === 'boolean' || value instanceof Date;
  return isFormatted ? value : markupOf(run, value);
}
