import type { AttributeNode } from './markup-nodes.js';

/** Elements whose content browsers take for text, whatever it looks like; scripts and style sheets are of them, too. */
const holdText: ReadonlySet<string> = new Set(['title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes']);

/**
 * Whether an element is a script or a style sheet that stands in the template itself. What comes into a page by a value never is: it was not there when
 * the template was. One from a file is none either, or its address would not matter any more; nor is one that has a `nonce` of its own.
 * @param around names of the elements that it is in, in lower case
 */
export function isOwnCode(lowerName: string, attributes: readonly AttributeNode[], around: readonly string[]): boolean {
  if (lowerName !== 'script' && lowerName !== 'style') return false;
  return !attributes.some((each) => isElsewhere(each.lowerName)) && !around.some((name) => holdText.has(name));
}

/** `src` and `nonce` under all names that they are given by, and attributes whose names are computed. */
function isElsewhere(name: string): boolean {
  return /(?:^|[:-])(?:src|nonce|attr|attrappend|attrprepend)$/u.test(name);
}

/** The attribute `nonce`, as if it stood right behind the name of the element. */
export function nonceAttribute(nonce: string, offset: number): AttributeNode {
  const named = { offset, space: ' ', name: 'nonce', lowerName: 'nonce', operator: '=', quote: '"' } as const;
  return { ...named, value: nonce, valueOffset: offset };
}
