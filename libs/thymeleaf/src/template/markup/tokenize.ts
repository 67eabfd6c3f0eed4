import { TemplateError } from '../../template-error.js';
import type { TextNode } from './markup-nodes.js';
import type { SourceText, Stretch } from './source-text.js';
import { readOpeningTag, type OpeningTag } from './read-tag.js';

/** What a source consists of, one after the other: together they are the source. */
export type Token =
  | TextNode
  | (OpeningTag & { readonly kind: 'opening'; readonly offset: number; readonly end: number })
  | { readonly kind: 'closing'; readonly offset: number; readonly name: string; readonly source: string };

interface Marks {
  readonly kind: TextNode['kind'];
  readonly opening: string;
  readonly closing: string;
}

/** Structures that go on to their closing mark, whatever is inside. */
const structures: readonly Marks[] = [
  { kind: 'comment', opening: '<!--', closing: '-->' },
  { kind: 'cdata', opening: '<![CDATA[', closing: ']]>' },
  { kind: 'other', opening: '<?', closing: '?>' },
];

/** Reads one token at a time, so that its reader can say where the raw text of a script or style is. */
export class Tokenizer {
  private at: number;
  private readonly text: string;

  constructor(
    private readonly source: SourceText,
    [begin, end]: Stretch,
  ) {
    this.at = begin;
    this.text = source.text.slice(0, end);
  }

  /** The next token; undefined at the end. @throws TemplateError `syntax` for a tag or comment without end */
  next(): Token | undefined {
    const { text } = this;
    const begin = this.at;
    if (begin >= text.length) return undefined;
    if (text[begin] === '<') {
      const token = this.structure(begin) ?? this.tag(begin);
      if (token) return token;
    }
    return this.textUpTo(this.nextStructure(begin + 1));
  }

  /** What is left up to the closing tag of an element, as text; undefined where the tag is next. */
  rawText(name: string): TextNode | undefined {
    const end = closingTagAt(this.text, name, this.at);
    return end === this.at ? undefined : this.textUpTo(end);
  }

  private textUpTo(end: number): TextNode {
    const offset = this.at;
    this.at = end;
    return { kind: 'text', offset, opening: '', content: this.text.slice(offset, end), closing: '' };
  }

  private nextStructure(from: number): number {
    const { text } = this;
    for (let at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', at + 1)) {
      if (beginsStructure(text, at)) return at;
    }
    return text.length;
  }

  private structure(offset: number): TextNode | undefined {
    const { text } = this;
    const marks = structures.find(({ opening }) => text.startsWith(opening, offset)) ?? doctypeAt(text, offset);
    if (!marks) return undefined;
    const { kind, opening, closing } = marks;
    const inside = offset + opening.length;
    const end = text.indexOf(closing, inside);
    if (end < 0) throw this.endless(offset, closing);
    this.at = end + closing.length;
    return { kind, offset, opening, content: text.slice(inside, end), closing };
  }

  private tag(offset: number): Token | undefined {
    const { text } = this;
    const isClosing = text[offset + 1] === '/';
    if (!isLetter(text.charCodeAt(offset + (isClosing ? 2 : 1)))) return undefined;
    const end = endOfTag(text, offset);
    if (end < 0) throw this.endless(offset, '>');
    this.at = end + 1;
    if (!isClosing) return { kind: 'opening', offset, end, ...readOpeningTag(text, offset, end) };
    const source = text.slice(offset, end + 1);
    return { kind: 'closing', offset, name: closingName(source), source };
  }

  private endless(offset: number, closing: string): TemplateError {
    return new TemplateError('syntax', `What begins here has no end: ${closing} is missing.`, {
      position: this.source.positionAt(offset),
      expression: this.source.text.slice(offset, offset + 40),
    });
  }
}

function beginsStructure(text: string, at: number): boolean {
  const next = text[at + 1];
  if (next === '/') return isLetter(text.charCodeAt(at + 2));
  if (next === '!') return text.startsWith('<!--', at) || text.startsWith('<![CDATA[', at) || !!doctypeAt(text, at);
  return next === '?' || isLetter(text.charCodeAt(at + 1));
}

function doctypeAt(text: string, at: number): Marks | undefined {
  const opening = text.slice(at, at + 9);
  return opening.toLowerCase() === '<!doctype' ? { kind: 'other', opening, closing: '>' } : undefined;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

/** Index of the `>` that ends a tag: not one between quotes. -1 where there is none. */
function endOfTag(text: string, begin: number): number {
  let quote = '';
  for (let at = begin; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quote) {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at;
  }
  return -1;
}

function closingName(source: string): string {
  return source.slice(2, -1).trim();
}

/** Index of the closing tag of an element with raw text, or the end of the text. */
function closingTagAt(text: string, name: string, from: number): number {
  for (let at = text.indexOf('</', from); at >= 0; at = text.indexOf('</', at + 2)) {
    const end = at + 2 + name.length;
    if (text.slice(at + 2, end).toLowerCase() === name && !isNameChar(text[end])) return at;
  }
  return text.length;
}

function isNameChar(char: string | undefined): boolean {
  return char !== undefined && !' \n\t\r\f/>'.includes(char);
}
