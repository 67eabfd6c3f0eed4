import type { Cursor } from './parsing.js';
import { literalNode, type Node, type Operand } from './node.js';
import { additionNode } from './operators.js';
import { isBraced, parseBraced } from './parse-braced.js';

/** `|words ${value} words|`: the words as they are, with what the expressions among them give. */
export function parseSubstitution(cursor: Cursor): Operand {
  const { at: from } = cursor;
  cursor.expect('|');
  let node: Node | undefined;
  while (cursor.at < cursor.end && cursor.peek() !== '|') {
    const piece = isBraced(cursor) ? parseBraced(cursor) : literalNode(readWords(cursor));
    node = node ? additionNode(node, piece, true) : additionNode(literalNode(''), piece, true);
  }
  if (cursor.peek() !== '|') cursor.parsing.fail(from, 'syntax', 'The text that begins here is not closed by “|”.');
  cursor.at += 1;
  return { node: node ?? literalNode(''), kind: 'text' };
}

function readWords(cursor: Cursor): string {
  const from = cursor.at;
  do cursor.at += 1;
  while (cursor.at < cursor.end && cursor.peek() !== '|' && !isBraced(cursor));
  cursor.parsing.token(from);
  return cursor.text.slice(from, cursor.at);
}
