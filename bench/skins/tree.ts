import { defaultTreeAdapter, parse } from 'parse5';
import type { DefaultTreeAdapterMap } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];

/** Attributes that say something by being there. */
const flags = ['checked', 'required'];

function linesOf(node: Node): readonly string[] {
  if (defaultTreeAdapter.isTextNode(node)) return node.value.trim() === '' ? [] : [node.value.replaceAll(/\s+/g, ' ').trim()];
  if (!defaultTreeAdapter.isElementNode(node)) return [node.nodeName];
  const attributes = node.attrs.map(({ name, value }) => (flags.includes(name) ? name : `${name}=${value}`)).sort();
  return [`<${node.tagName} ${attributes.join(' ')}>`, ...node.childNodes.flatMap(linesOf), `</${node.tagName}>`];
}

/** The tree that browsers make of a page, a line for each beginning and end, without white space between elements. */
export function treeOf(page: string): readonly string[] {
  return parse(page).childNodes.flatMap(linesOf);
}
