import { defaultTreeAdapter, parse, parseFragment } from 'parse5';
import type { DefaultTreeAdapterMap } from 'parse5';
import { blockElements } from './block-elements.js';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];
type Template = DefaultTreeAdapterMap['template'];

const compressed = (text: string): string => text.replaceAll(/[ \t\r\n\f]+/g, ' ');

const isBlock = (node: Node | undefined): boolean =>
  node === undefined || (defaultTreeAdapter.isElementNode(node) && blockElements.has(node.tagName));

/** Text without the white space that shows nothing: at the ends of its parent if that is a block, and beside blocks. */
function textLine(text: string, siblings: readonly Node[], at: number, inBlock: boolean): string {
  const edge = (node: Node | undefined): boolean => (node === undefined ? inBlock : isBlock(node));
  const left = edge(siblings[at - 1]) ? compressed(text).trimStart() : compressed(text);
  return edge(siblings[at + 1]) ? left.trimEnd() : left;
}

const attributesOf = (element: Element): string =>
  element.attrs
    .map(({ name, value, prefix }) => ` ${prefix ? `${prefix}:` : ''}${name}=${JSON.stringify(compressed(value))}`)
    .sort()
    .join('');

function elementLines(element: Element, indent: string): readonly string[] {
  const children = element.tagName === 'template' ? (element as Template).content.childNodes : element.childNodes;
  return [
    `${indent}<${element.tagName}${attributesOf(element)}>`,
    ...linesOf(children, isBlock(element), `${indent} `),
  ];
}

function linesOf(nodes: readonly Node[], inBlock: boolean, indent: string): readonly string[] {
  return nodes.flatMap((node, at) => {
    if (defaultTreeAdapter.isElementNode(node)) return elementLines(node, indent);
    if (defaultTreeAdapter.isCommentNode(node)) return [`${indent}<!--${compressed(node.data).trim()}-->`];
    if (!defaultTreeAdapter.isTextNode(node)) return [`${indent}${node.nodeName}`];
    const text = textLine(node.value, nodes, at, inBlock);
    return text === '' ? [] : [`${indent}${JSON.stringify(text)}`];
  });
}

const isDocument = (markup: string): boolean => /^\s*(<!--[\s\S]*?-->\s*)*<(!doctype|html)\b/i.test(markup);

/** The tree that browsers make of the markup, a line for each node; fragments as inside `template`, where rows of tables may stand alone. */
export function treeOf(markup: string): string {
  const root = isDocument(markup) ? parse(markup) : parseFragment(markup);
  return linesOf(root.childNodes, true, '').join('\n');
}
