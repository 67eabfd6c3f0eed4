import { listNode, type MapEntry, mapNode } from './collections.js';
import type { Cursor } from './parsing.js';
import { literalNode, type Node } from './node.js';
import type { Root } from './parsing.js';
import { nextName, readName } from './read-name.js';

/** `{1, 2}` is a list, `{a: 1}` and `{:}` are maps. */
export function parseBraces(cursor: Cursor, root: Root): Node {
  cursor.expect('{');
  if (cursor.take('}')) return listNode([]);
  if (cursor.take(':')) return closed(cursor, mapNode([]));
  const key = parseKey(cursor, root);
  if (cursor.take(':')) return parseEntries(cursor, root, key);
  const items = [key];
  while (cursor.take(',')) items.push(cursor.parsing.grammar.inner(cursor, root));
  return closed(cursor, listNode(items));
}

/** Behind `#`: always a map. */
export function parseMapBraces(cursor: Cursor, root: Root): Node {
  cursor.expect('{');
  if (cursor.take('}')) return mapNode([]);
  const key = parseKey(cursor, root);
  cursor.expect(':');
  return parseEntries(cursor, root, key);
}

function parseEntries(cursor: Cursor, root: Root, first: Node): Node {
  const entries: MapEntry[] = [{ key: first, value: cursor.parsing.grammar.inner(cursor, root) }];
  while (cursor.take(',')) {
    const key = parseKey(cursor, root);
    cursor.expect(':');
    entries.push({ key, value: cursor.parsing.grammar.inner(cursor, root) });
  }
  return closed(cursor, mapNode(entries));
}

/** A bare name before a colon is the text of it. */
function parseKey(cursor: Cursor, root: Root): Node {
  const name = nextName(cursor.skipBlanks());
  const behind = cursor.text.slice(cursor.at + name.length, cursor.end).trimStart();
  return name !== '' && behind.startsWith(':')
    ? literalNode(readName(cursor))
    : cursor.parsing.grammar.inner(cursor, root);
}

function closed(cursor: Cursor, node: Node): Node {
  cursor.expect('}');
  return node;
}
