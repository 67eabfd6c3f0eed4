import { TemplateError } from '../../template-error.js';
import type { ElementNode, MarkupNode, OutputNode, TextNode } from '../markup/markup-nodes.js';
import { readOpeningTag } from '../markup/read-tag.js';
import type { InlinePiece } from '../inlining.js';
import { textualTokens, type TextualMode } from './textual-tokens.js';

interface OpenElement {
  readonly node: Omit<ElementNode, 'children'>;
  readonly children: MarkupNode[];
}

/**
 * The tree of a text, a script or a style sheet: output expressions and elements such as `[# th:if="…"]…[/]`. Offsets are those of the template
 * that the text is from.
 * @throws TemplateError `syntax` for an element that is not closed, or a closing mark without one
 */
export function parseTextual(text: string, offset: number, mode: TextualMode): readonly MarkupNode[] {
  const root: MarkupNode[] = [];
  const open: OpenElement[] = [];
  const children = (): MarkupNode[] => open.at(-1)?.children ?? root;
  for (const token of textualTokens(text, mode)) {
    if (token.kind === 'opening') {
      const element = openingElement(text, token.begin, token.end, offset);
      if (element.standalone) children().push({ ...element, children: [] });
      else open.push({ node: element, children: [] });
    } else if (token.kind === 'closing') {
      const ended = open.pop();
      if (ended?.node.name !== token.name) throw unmatched(token.name);
      children().push({ ...ended.node, children: ended.children });
    } else children().push(pieceNode(token, offset));
  }
  const left = open.pop();
  if (left)
    throw new TemplateError(
      'syntax',
      `[#${left.node.name}] is not closed: write [/${left.node.name}] after its content.`,
    );
  return root;
}

function unmatched(name: string): TemplateError {
  return new TemplateError('syntax', `[/${name}] closes nothing that is open.`);
}

export function pieceNode(piece: InlinePiece, offset: number): OutputNode | TextNode {
  const at = piece.offset + offset;
  if (piece.kind === 'output')
    return {
      kind: 'output',
      offset: at,
      valueOffset: at + 2,
      source: piece.source,
      escaped: piece.escaped,
    };
  return { kind: 'text', offset: at, opening: '', content: piece.text, closing: '' };
}

function openingElement(text: string, begin: number, end: number, offset: number): Omit<ElementNode, 'children'> {
  const { name, attributes, tail } = readOpeningTag(text, begin - 1, end);
  return {
    ...{
      kind: 'element',
      offset: offset + begin - 2,
      name,
      lowerName: name.toLowerCase(),
      tail,
      closingTag: `[/${name}]`,
    },
    ...{ standalone: tail.endsWith('/'), bracket: '[#' },
    attributes: attributes.map((attribute) => ({
      ...attribute,
      offset: attribute.offset + offset,
      valueOffset: attribute.valueOffset + offset,
    })),
  };
}
