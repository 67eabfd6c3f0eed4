import { variableNode } from './access.js';
import type { Cursor } from './parsing.js';
import { objectCallNode, objectNode, requestAttributeNode, requestParameterNode } from './objects.js';
import { parseMapBraces } from './parse-collections.js';
import type { Root } from './parsing.js';
import type { Parsed } from './parsed.js';
import { argumentsNode } from './parse-arguments.js';
import { readName } from './read-name.js';
import { refuseName } from './refused-names.js';

/** Objects that stand for all variables: `#vars.name` is the variable `name`. */
const variableObjects = new Set(['vars', 'ctx', 'root']);

/** The request as older versions knew it. */
const requestObjects = new Set(['httpServletRequest', 'request']);

/** `#strings.isEmpty(…)`, `#locale`, `#vars.name`, `#this`, `#object` of th:object, `#{'a': 1}`. */
export function parseObject(cursor: Cursor, root: Root): Parsed {
  const at = cursor.at;
  cursor.expect('#');
  if (cursor.peek() === '{') return { node: parseMapBraces(cursor, root) };
  const name = readName(cursor);
  if (name === '') cursor.unexpected('The name of an object is missing behind “#”');
  refuseName(cursor.parsing, at, name);
  if (name === 'this') return { node: thisNode(root) };
  if (name === 'object') return { node: thisNode('selected') };
  if (variableObjects.has(name)) return parseVariables(cursor);
  return (
    parseMemberOfObject(cursor, root, name) ?? {
      node: objectNode(name, cursor.parsing.spot(at)),
      read: cursor.parsing.read('objects', name, at),
    }
  );
}

function thisNode(root: Root): Parsed['node'] {
  if (root === 'item') return (run) => run.item ?? null;
  return (run) => (root === 'selected' ? run.scope.selected : undefined) ?? run.scope.variables();
}

/** `#vars.name` and `#vars['name']`. */
function parseVariables(cursor: Cursor): Parsed {
  const at = cursor.at;
  const name = takeVariableName(cursor);
  if (name === undefined) return { node: (run) => run.scope.variables() };
  refuseName(cursor.parsing, at, name);
  return { node: variableNode(name, cursor.parsing.spot(at)), read: cursor.parsing.read('variables', name, at) };
}

function takeVariableName(cursor: Cursor): string | undefined {
  const found = /^(?:\.([A-Za-z_$][\w$]*)(?!\s*\()|\[(?:'([^'\\]*)'|"([^"\\]*)")\])/.exec(
    cursor.text.slice(cursor.at, Math.min(cursor.end, cursor.at + 200)),
  );
  if (!found) return undefined;
  cursor.at += found[0].length;
  return found[1] ?? found[2] ?? found[3];
}

/** A method straight behind the object's name. */
function parseMemberOfObject(cursor: Cursor, root: Root, object: string): Parsed | undefined {
  const start = cursor.at;
  const offset = start - object.length;
  if (!cursor.startsWith('.')) return undefined;
  cursor.at += 1;
  const name = readName(cursor);
  if (name === '' || cursor.peek() !== '(') {
    cursor.at = start;
    return undefined;
  }
  refuseName(cursor.parsing, start + 1, name);
  cursor.parsing.read('objects', object, offset).path = `${object}.${name}`;
  const called = { name, given: argumentsNode(cursor, root) };
  const spot = cursor.parsing.spot(offset);
  if (requestObjects.has(object) && name === 'getParameter')
    return { node: requestParameterNode(variableNode('param', spot), called) };
  if (requestObjects.has(object) && name === 'getAttribute') return { node: requestAttributeNode(called) };
  return { node: objectCallNode(object, called, spot) };
}
