import { TemplateError } from '../../template-error.js';
import { endedBy, holdsRawText, voidElements } from './html-elements.js';
import type { AttributeNode, ElementNode, MarkupNode, TextNode } from './markup-nodes.js';
import { isOwnCode, nonceAttribute } from './own-code.js';
import type { SourceText, Stretch } from './source-text.js';
import { Tokenizer, type Token } from './tokenize.js';

/** Elements inside elements; pages have some dozens. */
const greatestDepth = 400;

/** Of one element. */
const mostAttributes = 500;

/** Elements, attributes and texts; pages have some thousands. */
const mostParts = 60_000;

type OpeningToken = Extract<Token, { kind: 'opening' }>;

/** How a template is read. */
export interface MarkupReading {
  /** All of it where nothing is said. */
  readonly stretch?: Stretch;
  /** The `nonce` of scripts and style sheets that stand in the template itself; none where nothing is said. */
  readonly nonce?: string | undefined;
}

interface OpenElement {
  readonly node: Omit<ElementNode, 'children' | 'closingTag'> & { closingTag: string };
  readonly children: MarkupNode[];
}

/**
 * The tree of a template, or of a stretch of it. Elements without a closing tag end where HTML ends them, closing tags that close nothing stay as text.
 * @throws TemplateError `syntax` for a tag or comment without end and for an attribute given twice, `limit` for too many parts, or elements too deep
 */
export function parseMarkup(source: SourceText, reading: MarkupReading = {}): readonly MarkupNode[] {
  return new TreeBuilder(source, reading).build();
}

class TreeBuilder {
  private readonly tokenizer: Tokenizer;
  private readonly root: MarkupNode[] = [];
  private readonly open: OpenElement[] = [];
  /** Their names, in lower case. */
  private readonly openNames: string[] = [];

  private parts = 0;

  constructor(
    private readonly source: SourceText,
    private readonly reading: MarkupReading,
  ) {
    this.tokenizer = new Tokenizer(source, reading.stretch ?? [0, source.text.length]);
  }

  build(): readonly MarkupNode[] {
    for (let token = this.tokenizer.next(); token; token = this.tokenizer.next()) {
      if (token.kind === 'opening') this.begin(token);
      else if (token.kind === 'closing') this.end(token);
      else this.keep(token);
    }
    this.close(this.open.length);
    return this.root;
  }

  private keep(text: TextNode): void {
    this.count(1, text.offset);
    this.children().push(text);
  }

  private children(): MarkupNode[] {
    return this.open.at(-1)?.children ?? this.root;
  }

  private begin(token: OpeningToken): void {
    const { offset, name, tail } = token;
    const lowerName = name.toLowerCase();
    this.count(1 + token.attributes.length, offset);
    this.requireDifferentNames(token.attributes);
    this.close(endedBy(lowerName, this.openNames));
    const attributes = this.markedAttributes(token, lowerName);
    const standalone = tail.endsWith('/') || voidElements.has(lowerName);
    const node = {
      kind: 'element',
      bracket: '<',
      offset,
      name,
      lowerName,
      attributes,
      tail,
      standalone,
      closingTag: '',
    } as const;
    if (standalone) return void this.children().push({ ...node, children: [] });
    this.open.push({ node: { ...node }, children: [] });
    this.openNames.push(lowerName);
    if (this.open.length > greatestDepth)
      throw this.mistake('limit', 'Elements are too deep inside each other.', offset);
    if (!holdsRawText(lowerName, attributes.find((each) => each.lowerName === 'type')?.value)) return;
    const text = this.tokenizer.rawText(lowerName);
    if (text) this.children().push(text);
  }

  private end({ name, offset, source }: Extract<Token, { kind: 'closing' }>): void {
    const index = this.openNames.lastIndexOf(name.toLowerCase());
    const element = this.open[index];
    if (!element) {
      this.keep({ kind: 'other', offset, opening: '', content: source, closing: '' });
      return;
    }
    element.node.closingTag = source;
    this.close(this.open.length - index);
  }

  /** Ends the innermost elements. */
  private close(count: number): void {
    for (let left = count; left > 0; left -= 1) {
      const ended = this.open.pop();
      this.openNames.pop();
      if (ended) this.children().push({ ...ended.node, children: ended.children });
    }
  }

  private markedAttributes({ offset, name, attributes }: OpeningToken, lowerName: string): readonly AttributeNode[] {
    const { nonce } = this.reading;
    if (nonce === undefined || !isOwnCode(lowerName, attributes, this.openNames)) return attributes;
    return [nonceAttribute(nonce, offset + 1 + name.length), ...attributes];
  }

  private count(parts: number, offset: number): void {
    this.parts += parts;
    if (this.parts > mostParts) throw this.mistake('limit', 'The template has too many parts.', offset);
  }

  private requireDifferentNames(attributes: readonly AttributeNode[]): void {
    if (attributes.length > mostAttributes)
      throw this.mistake('limit', 'The element has too many attributes.', attributes[0]?.offset ?? 0);
    const names = new Set<string>();
    for (const { lowerName, name, offset } of attributes) {
      if (names.has(lowerName)) throw this.mistake('syntax', `The attribute ${name} is given twice.`, offset);
      names.add(lowerName);
    }
  }

  private mistake(fault: 'syntax' | 'limit', message: string, offset: number): TemplateError {
    return new TemplateError(fault, message, { position: this.source.positionAt(offset) });
  }
}
