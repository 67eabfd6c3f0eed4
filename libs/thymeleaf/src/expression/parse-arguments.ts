import type { Node } from './node.js';
import type { Cursor, Root } from './parsing.js';

/** `(a, b)`. */
export function argumentsNode(cursor: Cursor, root: Root): readonly Node[] {
  cursor.expect('(');
  const given: Node[] = [];
  if (cursor.take(')')) return given;
  do given.push(cursor.parsing.grammar.inner(cursor, root));
  while (cursor.take(','));
  cursor.expect(')');
  return given;
}
