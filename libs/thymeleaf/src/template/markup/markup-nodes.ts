/** A template as a tree that gives its source back, character by character. Offsets are indexes into the SourceText. */
export type MarkupNode = TextNode | ElementNode | OutputNode;

/**
 * Text between tags and whatever is not an element: comments, CDATA sections, doctypes, instructions, closing tags that close nothing.
 * `opening` and `closing` are the marks around the content, '' for text.
 */
export interface TextNode {
  readonly kind: 'text' | 'comment' | 'cdata' | 'other';
  readonly offset: number;
  readonly opening: string;
  readonly content: string;
  readonly closing: string;
}

/** `[[…]]` or `[(…)]` in a text, a script or a style sheet. */
export interface OutputNode {
  readonly kind: 'output';
  readonly offset: number;
  readonly valueOffset: number;
  readonly source: string;
  readonly escaped: boolean;
}

export interface ElementNode {
  readonly kind: 'element';
  /** What its tags begin with: `<` in markup, `[#` in text. */
  readonly bracket: '<' | '[#';
  readonly offset: number;
  /** As written, and in lower case. */
  readonly name: string;
  readonly lowerName: string;
  readonly attributes: readonly AttributeNode[];
  /** What stands after the last attribute: blanks, and `/` of a tag without content. */
  readonly tail: string;
  /** `<div/>`, or an element that has no content by its name. */
  readonly standalone: boolean;
  readonly children: readonly MarkupNode[];
  /** The closing tag as written; '' where there is none. */
  readonly closingTag: string;
}

export interface AttributeNode {
  readonly offset: number;
  /** Blanks before the name. */
  readonly space: string;
  readonly name: string;
  readonly lowerName: string;
  /** `=` with the blanks around it; '' where there is no value. */
  readonly operator: string;
  readonly quote: '"' | "'" | '';
  /** As written, between the quotes; undefined where there is none. */
  readonly value: string | undefined;
  readonly valueOffset: number;
}

/** The source of an attribute with the blanks before it. */
export function attributeSource({ space, name, operator, quote, value }: AttributeNode): string {
  return space + name + operator + quote + (value ?? '') + quote;
}
