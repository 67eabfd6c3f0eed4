import type { Position, TemplateFault } from '../template-error.js';
import type { ExpressionLimits } from './expression-limits.js';
import type { ExpressionReads, FragmentRead, NamedRead } from './expressions.js';
import type { Node, Operand } from './node.js';
import { type SourceText, Spot } from './source-text.js';

/** A read while it is parsed: its path grows with each literal step. */
export interface GrowingRead extends NamedRead {
  path: string;
}

/** What names without anything before them are of: variables, the selected object, or the item that is looked at. */
export type Root = 'variables' | 'selected' | 'item';

/** The two expression languages; each piece of the grammar reaches what is around it through these. */
export interface Grammar {
  /** What stands between the signs `~{` and the like, and as values of attributes. */
  readonly standard: (cursor: Cursor) => Operand;
  /** What stands inside of `${…}`. */
  readonly inner: (cursor: Cursor, root: Root) => Node;
}

/** What all parts of the parser share for one source: what it may still take, and what was read. */
export class Parsing {
  readonly reads = {
    variables: [] as NamedRead[],
    selected: [] as NamedRead[],
    objects: [] as NamedRead[],
    messages: [] as NamedRead[],
    fragments: [] as FragmentRead[],
  } satisfies ExpressionReads;
  /** Whether a word in brackets is a key itself: in paths to fields. */
  keysAreWords = false;
  private tokens = 0;
  private depth = 0;

  constructor(
    readonly source: SourceText,
    readonly limits: ExpressionLimits,
    readonly grammar: Grammar,
  ) {
    if (source.text.length > limits.characters)
      throw source.failure(0, 'limit', `The expression is longer than ${String(limits.characters)} characters.`);
  }

  spot(offset: number): Spot {
    return new Spot(this.source, offset);
  }

  /** Counts a name, a literal or an operator. @throws TemplateError `limit` */
  token(offset: number): void {
    this.tokens += 1;
    if (this.tokens > this.limits.tokens)
      this.fail(offset, 'limit', `The expression has more than ${String(this.limits.tokens)} parts: divide it.`);
  }

  /** @throws TemplateError `limit` where expressions are too deep */
  inside<T>(offset: number, work: () => T): T {
    this.depth += 1;
    if (this.depth > this.limits.depth)
      this.fail(offset, 'limit', `The expression is nested more than ${String(this.limits.depth)} times.`);
    const result = work();
    this.depth -= 1;
    return result;
  }

  /** What `work` gives, or undefined where it finds that this is no expression: then it leaves nothing behind. */
  attempt<T>(work: () => T): T | undefined {
    const before = { depth: this.depth, lengths: this.readLists().map((list) => list.length) };
    try {
      return work();
    } catch (error) {
      if (!isSyntaxFault(error)) throw error;
      this.depth = before.depth;
      this.readLists().forEach((list, index) => (list.length = before.lengths[index] ?? 0));
      return undefined;
    }
  }

  read(list: 'variables' | 'selected' | 'objects' | 'messages', name: string, offset: number): GrowingRead {
    const read: GrowingRead = { name, path: name, position: this.positionAt(offset) };
    this.reads[list].push(read);
    return read;
  }

  positionAt(offset: number): Position {
    return this.source.positionAt(offset);
  }

  /** @throws TemplateError always */
  fail(offset: number, fault: TemplateFault, message: string): never {
    throw this.source.failure(offset, fault, message);
  }

  private readLists(): unknown[][] {
    return Object.values(this.reads);
  }
}

function isSyntaxFault(error: unknown): boolean {
  return error instanceof Error && 'fault' in error && error.fault === 'syntax';
}

/** A place that moves through a part of a source, from `at` to `end`. */
export class Cursor {
  readonly text: string;

  constructor(
    readonly parsing: Parsing,
    public at: number,
    readonly end: number,
  ) {
    this.text = parsing.source.text;
  }

  /** The character `ahead` of the next one; '' past the end. */
  peek(ahead = 0): string {
    const at = this.at + ahead;
    return at < this.end ? this.text.charAt(at) : '';
  }

  startsWith(piece: string): boolean {
    return this.at + piece.length <= this.end && this.text.startsWith(piece, this.at);
  }

  skipBlanks(): this {
    while (this.at < this.end && isBlank(this.text.charCodeAt(this.at))) this.at += 1;
    return this;
  }

  /** Goes past the piece where it is next, blanks before it aside. */
  take(piece: string): boolean {
    this.skipBlanks();
    if (!this.startsWith(piece)) return false;
    this.at += piece.length;
    this.parsing.token(this.at);
    return true;
  }

  /** @throws TemplateError `syntax` */
  expect(piece: string): void {
    if (!this.take(piece)) this.unexpected(`“${piece}” is missing here`);
  }

  get atEnd(): boolean {
    return this.skipBlanks().at >= this.end;
  }

  /** @throws TemplateError `syntax` unless all of it was read */
  expectEnd(): void {
    if (!this.atEnd)
      this.unexpected(`“${this.text.slice(this.at, Math.min(this.end, this.at + 20))}” is not expected here`);
  }

  /** @throws TemplateError `syntax` always */
  unexpected(problem: string): never {
    this.parsing.fail(this.at, 'syntax', `${problem}.`);
  }
}

/** White space as Java has it: everything up to U+0020, and U+00A0. */
export function isBlank(code: number): boolean {
  return code <= 0x20 || code === 0xa0;
}
