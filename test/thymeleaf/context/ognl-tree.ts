import { tokensOf } from './ognl-tokens.js';
import type { Token } from './ognl-tokens.js';

/** What a context says about a value. */
export type OgnlNode =
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly OgnlNode[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [OgnlNode, OgnlNode])[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'utility'; readonly name: string }
  | { readonly kind: 'property'; readonly of: OgnlNode; readonly name: OgnlNode }
  | { readonly kind: 'call'; readonly of: OgnlNode; readonly method: string; readonly given: readonly OgnlNode[] }
  | { readonly kind: 'new'; readonly type: string; readonly given: readonly OgnlNode[] }
  | {
      readonly kind: 'static';
      readonly type: string;
      readonly member: string;
      readonly given: readonly OgnlNode[] | undefined;
    }
  | { readonly kind: 'sum'; readonly left: OgnlNode; readonly right: OgnlNode }
  | { readonly kind: 'negative'; readonly of: OgnlNode };

const words = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

class OgnlParser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): OgnlNode {
    const node = this.sum();
    if (this.next().kind !== 'end') throw new SyntaxError(`unexpected ${this.tokens[this.at - 1]?.text ?? ''}`);
    return node;
  }

  private next(): Token {
    const token = this.tokens[this.at] ?? { kind: 'end', text: '' };
    this.at += 1;
    return token;
  }

  private takes(sign: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.at += 1;
    return true;
  }

  private expect(sign: string): void {
    if (!this.takes(sign)) throw new SyntaxError(`expected ${sign}`);
  }

  private name(): string {
    const token = this.next();
    if (token.kind !== 'name') throw new SyntaxError(`expected a name, not ${token.text}`);
    return token.text;
  }

  private sum(): OgnlNode {
    let left = this.postfix();
    while (this.takes('+')) left = { kind: 'sum', left, right: this.postfix() };
    return left;
  }

  private postfix(): OgnlNode {
    let node = this.primary();
    for (;;) {
      if (this.takes('.')) node = this.member(node);
      else if (this.takes('[')) {
        node = { kind: 'property', of: node, name: this.sum() };
        this.expect(']');
      } else return node;
    }
  }

  private member(of: OgnlNode): OgnlNode {
    const name = this.name();
    if (this.takes('(')) return { kind: 'call', of, method: name, given: this.upTo(')') };
    return { kind: 'property', of, name: { kind: 'constant', value: name } };
  }

  private upTo(end: string): readonly OgnlNode[] {
    const items: OgnlNode[] = [];
    while (!this.takes(end)) {
      if (items.length > 0) this.expect(',');
      items.push(this.sum());
    }
    return items;
  }

  private entries(): OgnlNode {
    const entries: (readonly [OgnlNode, OgnlNode])[] = [];
    while (!this.takes('}')) {
      if (entries.length > 0) this.expect(',');
      const key = this.sum();
      this.expect(':');
      entries.push([key, this.sum()]);
    }
    return { kind: 'map', entries };
  }

  private primary(): OgnlNode {
    const token = this.next();
    if (token.kind === 'number') return { kind: 'constant', value: Number(token.text.replace(/[A-Za-z]$/, '')) };
    if (token.kind === 'text') return { kind: 'constant', value: token.text };
    return token.kind === 'name' ? this.word(token.text) : this.signed(token.text);
  }

  private word(name: string): OgnlNode {
    if (name === 'new') return this.made();
    const value = words.get(name);
    return value === undefined ? { kind: 'variable', name } : { kind: 'constant', value };
  }

  private signed(sign: string): OgnlNode {
    if (sign === '-') return { kind: 'negative', of: this.postfix() };
    if (sign === '{') return { kind: 'list', items: this.upTo('}') };
    if (sign === '#{') return this.entries();
    if (sign === '#') return { kind: 'utility', name: this.name() };
    if (sign === '@') return this.ofClass();
    if (sign !== '(') throw new SyntaxError(`unexpected ${sign}`);
    const inside = this.sum();
    this.expect(')');
    return inside;
  }

  private qualified(): string {
    let name = this.name();
    while (this.takes('.')) name += `.${this.name()}`;
    return name;
  }

  private made(): OgnlNode {
    const type = this.qualified();
    if (this.takes('(')) return { kind: 'new', type, given: this.upTo(')') };
    this.expect('[');
    this.expect(']');
    this.expect('{');
    return { kind: 'list', items: this.upTo('}') };
  }

  private ofClass(): OgnlNode {
    const type = this.qualified();
    this.expect('@');
    const member = this.name();
    return { kind: 'static', type, member, given: this.takes('(') ? this.upTo(')') : undefined };
  }
}

/** Parses the part of OGNL that contexts are written in. @throws SyntaxError */
export function parseOgnl(source: string): OgnlNode {
  return new OgnlParser(tokensOf(source)).whole();
}
