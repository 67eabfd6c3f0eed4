import type { Surroundings } from './surroundings.js';
import { compileElement } from './compile-element.js';
import { compileOutput } from './compile-output.js';
import { failing, NodeList } from './compiled-nodes.js';
import type { CompiledNodes } from './render-scope.js';
import { inlinePieces, type InlineMode } from './inlining.js';
import type { MarkupNode, TextNode } from './markup/markup-nodes.js';
import { conditionalComment, type ConditionalComment } from './conditional-comment.js';
import { parseMarkup } from './markup/parse-markup.js';
import { parseTextual, pieceNode } from './textual/parse-textual.js';
import type { TextualMode } from './textual/textual-tokens.js';

/** Makes a piece of a template ready. Its mistakes are noted, and count only where a page gets to them. */
export function compileNodes(nodes: readonly MarkupNode[], surroundings: Surroundings): CompiledNodes {
  const { template } = surroundings;
  template.spend(nodes.length);
  return template.inside(() => {
    const list = new NodeList();
    nodes.forEach((node, index) => {
      attemptAt(node, surroundings, list, () => compileNode(node, surroundings, { list, before: nodes[index - 1] }));
    });
    return list.compiled();
  });
}

function attemptAt({ offset }: MarkupNode, { template }: Surroundings, list: NodeList, work: () => void): void {
  template.attempt(work, (mistake) => list.render(failing(mistake)), { offset });
}

function compileNode(
  node: MarkupNode,
  surroundings: Surroundings,
  { list, before }: { readonly list: NodeList; readonly before: MarkupNode | undefined },
): void {
  if (node.kind === 'element') compileElement(node, surroundings, { list, blankBefore: blankOf(before) });
  else if (node.kind === 'output') compileOutput(node, surroundings, list);
  else compileText(node, surroundings, list);
}

/** A text of blanks in front of an element belongs to each round of its loop. */
function blankOf(node: MarkupNode | undefined): string {
  return node?.kind === 'text' && node.content.trim() === '' ? node.content : '';
}

function compileText(node: TextNode, surroundings: Surroundings, list: NodeList): void {
  const { opening, content, closing, offset, kind } = node;
  const conditional = conditionalComment(node);
  if (conditional) return compileConditional(node, conditional, { surroundings, list });
  if (surroundings.mode === 'none' || kind === 'other' || !mayHoldExpressions(content, surroundings.mode)) {
    list.text(opening + content + closing);
    return;
  }
  list.text(opening);
  const pieces = textNodes(content, offset + opening.length, surroundings);
  surroundings.template.spend(pieces.length);
  for (const piece of pieces) attemptAt(piece, surroundings, list, () => compilePiece(piece, surroundings, list));
  list.text(closing);
}

function compilePiece(piece: MarkupNode, surroundings: Surroundings, list: NodeList): void {
  if (piece.kind === 'output') compileOutput(piece, surroundings, list);
  else if (piece.kind === 'element') compileElement(piece, surroundings, { list, blankBefore: '' });
  else list.text(piece.content);
}

/** The markup in a comment that old browsers read is rendered as any other. */
function compileConditional(
  { opening, content, closing, offset }: TextNode,
  { begin, end }: ConditionalComment,
  { surroundings, list }: { readonly surroundings: Surroundings; readonly list: NodeList },
): void {
  const from = offset + opening.length;
  list.text(opening + content.slice(0, begin));
  list.append(
    compileNodes(parseMarkup(surroundings.template.source, { stretch: [from + begin, from + end] }), surroundings),
  );
  list.text(content.slice(end) + closing);
}

function mayHoldExpressions(text: string, mode: InlineMode): boolean {
  return text.includes('[') || (mode !== 'html' && text.includes('/*'));
}

function textNodes(content: string, offset: number, { mode }: Surroundings): readonly MarkupNode[] {
  if (mode !== 'html') return parseTextual(content, offset, mode as TextualMode);
  return inlinePieces(content).map((piece) => pieceNode(piece, offset));
}
