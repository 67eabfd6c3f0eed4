import ts from 'typescript';
import { oneLine } from './type-text.js';

/** Numbers of cases and rulings, which mean nothing to authors. */
const OF_THE_HOUSE = / \((?:reference|ruling|V-|R-|F-)[^()]*\)/g;

/** What a doc comment says before its first tag. */
export function docOf(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).slice(-1);
  return comment === undefined ? '' : cleaned(ts.getTextOfJSDocComment(comment.comment));
}

/** What a tag of it says, such as `@configured`. @throws Error — it has none */
export function tagOf(node: ts.Node, name: string): string {
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === name);
  if (tag === undefined) throw new Error(`${node.getText().slice(0, 80)} needs @${name}`);
  return cleaned(ts.getTextOfJSDocComment(tag.comment));
}

function cleaned(text = ''): string {
  return oneLine(text).replace(OF_THE_HOUSE, '');
}
