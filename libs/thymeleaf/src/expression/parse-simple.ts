import type { Cursor } from './parsing.js';
import { literalNode, type Operand } from './node.js';
import { isBraced, parseBraced } from './parse-braced.js';
import { parseSubstitution } from './parse-substitution.js';
import { readToken } from './read-token.js';

/** What operators join: `${…}`, `*{…}`, `#{…}`, `@{…}`, `~{…}`, a literal, or something in parentheses. */
export function parseSimple(cursor: Cursor): Operand {
  const character = cursor.skipBlanks().peek();
  if (character === "'") return readTextLiteral(cursor);
  if (character === '|') return parseSubstitution(cursor);
  if (character === '(') return parseParenthesis(cursor);
  return isBraced(cursor) ? { node: parseBraced(cursor), kind: 'other' } : readToken(cursor);
}

function parseParenthesis(cursor: Cursor): Operand {
  cursor.expect('(');
  const inside = cursor.parsing.grammar.standard(cursor);
  cursor.expect(')');
  return { ...inside, kind: inside.kind === 'token' ? 'text' : inside.kind };
}

/** A text in apostrophes; in it an apostrophe and a backslash have a backslash before them. */
function readTextLiteral(cursor: Cursor): Operand {
  const { at: from } = cursor;
  cursor.parsing.token(from);
  const pieces: string[] = [];
  for (cursor.at += 1; cursor.at < cursor.end && cursor.peek() !== "'"; cursor.at += 1) {
    if (cursor.peek() === '\\' && (cursor.peek(1) === "'" || cursor.peek(1) === '\\')) cursor.at += 1;
    pieces.push(cursor.peek());
  }
  if (cursor.peek() !== "'") cursor.parsing.fail(from, 'syntax', 'The text that begins here is not closed.');
  cursor.at += 1;
  const literal = pieces.join('');
  return { node: literalNode(literal), kind: 'text', literal };
}
