import type { Position } from '../template-error.js';
import type { InlineMode } from './inlining.js';
import type { AttributeNode } from './markup/markup-nodes.js';
import { unescapedSource } from './unescaped-source.js';

/** An attribute that the engine acts on: `th:text="…"`, `data-th-text="…"`. */
export interface Directive {
  readonly dialect: 'th' | 'sec' | 'layout';
  /** After the prefix, in lower case, and as written. */
  readonly name: string;
  readonly written: string;
  /** Its value with entities resolved; undefined where it has none. */
  readonly source: string | undefined;
  /** Where the value begins. */
  readonly position: Position;
  readonly attribute: AttributeNode;
}

/** What an attribute, in markup or in a text of a mode, tells the engine to do; undefined for one that is the page's own. */
export function directiveOf(
  attribute: AttributeNode,
  positionAt: (offset: number) => Position,
  mode: InlineMode = 'html',
): Directive | undefined {
  const { lowerName } = attribute;
  const dash = lowerName.startsWith('data-') ? 5 : 0;
  const separator = lowerName.indexOf(dash ? '-' : ':', dash);
  const dialect = lowerName.slice(dash, separator);
  if (separator < 0 || !isDialect(dialect)) return undefined;
  return {
    ...{ dialect, attribute, name: lowerName.slice(separator + 1), written: attribute.name.slice(separator + 1) },
    source: attribute.value === undefined ? undefined : unescapedSource(attribute.value, mode),
    position: positionAt(attribute.valueOffset),
  };
}

function isDialect(prefix: string): prefix is Directive['dialect'] {
  return prefix === 'th' || prefix === 'sec' || prefix === 'layout';
}
