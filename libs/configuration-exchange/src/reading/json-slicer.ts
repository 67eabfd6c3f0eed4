import { repeatedMember } from '#protocol/json/json-object';
import { DocumentError } from './document-error.js';
import { JsonValueScanner, newlinesIn } from './json-value-scanner.js';

/** A part of a document that is looked at on its own. */
export type JsonSlice =
  /** A member of the outermost object, other than a list that is cut up. */
  | { readonly kind: 'member'; readonly name: string; readonly value: unknown; readonly line: number }
  /** One item of such a list, or of a document that is a list; then `list` is empty. */
  | {
      readonly kind: 'item';
      readonly list: string;
      readonly value: unknown;
      readonly line: number;
      /** Length of its text, in characters. */
      readonly size: number;
    };

/** What may come next. */
type Expected =
  | 'document'
  | 'first name'
  | 'name'
  | 'colon'
  | 'member'
  | 'after member'
  | 'first item'
  | 'item'
  | 'after item'
  | 'nothing';

/** What a sign leads to. Signs that are not here are mistakes. */
const signs: Readonly<Partial<Record<Expected, Readonly<Record<string, Expected>>>>> = {
  document: { '{': 'first name', '[': 'first item' },
  'first name': { '}': 'nothing' },
  colon: { ':': 'member' },
  'after member': { ',': 'name', '}': 'nothing' },
};

const REMEDY = 'Give the file as it was exported; nothing after this line was read.';

/**
 * Cuts a JSON document of any size into its entries: an object with lists of entries, or a list. Only one entry at a time is kept, and each is
 * read by `JSON.parse`, so that what is JSON, and which of two equal names counts, is not decided here.
 *
 * Why not a library: of those that are kept, stream-json says itself that it is not for hostile input. @streamparser/json 0.0.26 is as strict as
 * `JSON.parse`, but has no limits of depth and length and no lines, and by its paths a list is either cut up or told as a member, so that the lists
 * could not be told apart from the members beside them: its tokenizer alone would be left, with all of this around it. It also takes about twice
 * as long for 100,000 clients.
 */
export class JsonSlicer {
  private expected: Expected = 'document';
  private value: JsonValueScanner | undefined;
  private name = '';
  /** The list that is being cut up; `undefined` between the members of an object. */
  private list: string | undefined;
  private isInObject = false;
  /** Of the outermost object. */
  private readonly names = new Set<string>();
  private lists = 0;
  private line = 1;

  /** @param isCutUp whether the list that a member of this name holds is cut up */
  constructor(private readonly isCutUp: (name: string) => boolean) {}

  /**
   * Goes on with the next piece of the text.
   * @throws DocumentError it is not JSON, or more than is allowed
   */
  *push(chunk: string): Generator<JsonSlice> {
    for (let at = 0; at < chunk.length;) {
      const char = chunk.charAt(at);
      if (this.value === undefined && this.beginsValue(char)) this.value = new JsonValueScanner(this.line);
      if (this.value === undefined) {
        this.takeSign(char);
        at += 1;
        continue;
      }
      const end = this.value.take(chunk, at);
      this.line += newlinesIn(chunk.slice(at, end));
      at = end;
      if (this.value.isComplete) yield* this.finish(this.value);
    }
  }

  /** Whether there was a list to be cut up, with items or without. */
  get hasLists(): boolean {
    return this.lists > 0;
  }

  /** @throws DocumentError the text ended too early */
  end(): void {
    if (this.expected === 'nothing') return;
    throw new DocumentError('the file ends in the middle', this.value?.line ?? this.line, REMEDY);
  }

  private beginsValue(char: string): boolean {
    if (isBlank(char)) return false;
    if (this.expected === 'first name' || this.expected === 'name') return char === '"';
    if (this.expected === 'member') return !/[\]},:]/.test(char) && !(char === '[' && this.isCutUp(this.name));
    if (this.expected === 'item' || this.expected === 'first item') return !/[\]},:]/.test(char);
    return false;
  }

  private takeSign(char: string): void {
    if (char === '\n') this.line += 1;
    if (isBlank(char)) return;
    const next = this.listSign(char) ?? signs[this.expected]?.[char];
    if (next === undefined) throw new DocumentError('is not JSON', this.line, REMEDY);
    if (this.expected === 'document') {
      this.isInObject = char === '{';
      if (!this.isInObject) {
        this.list = '';
        this.lists += 1;
      }
    }
    this.expected = next;
  }

  /** What begins, parts and ends a list that is cut up. */
  private listSign(char: string): Expected | undefined {
    if (this.expected === 'member' && char === '[') {
      this.list = this.name;
      this.lists += 1;
      return 'first item';
    }
    if (this.expected === 'after item' && char === ',') return 'item';
    const canEnd = this.expected === 'after item' || this.expected === 'first item';
    if (!canEnd || char !== ']') return undefined;
    this.list = undefined;
    return this.isInObject ? 'after member' : 'nothing';
  }

  private *finish(scanned: JsonValueScanner): Generator<JsonSlice> {
    const { line, text } = scanned;
    const value = parsed(text, line);
    this.value = undefined;
    if (this.expected === 'first name' || this.expected === 'name') {
      this.name = String(value);
      if (this.names.has(this.name)) throw new DocumentError('a member is there twice', line, REMEDY);
      this.names.add(this.name);
      this.expected = 'colon';
    } else if (this.list === undefined) {
      this.expected = 'after member';
      yield { kind: 'member', name: this.name, value, line };
    } else {
      this.expected = 'after item';
      yield { kind: 'item', list: this.list, value, line, size: text.length };
    }
  }
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\r' || char === '\t';
}

/** The text of a JSON error quotes what it stumbled over: only the line is told. */
function parsed(text: string, line: number): unknown {
  const value = json(text, line);
  // Two readers could understand it differently (V-07).
  if (typeof value === 'object' && repeatedMember(text) !== undefined)
    throw new DocumentError('an object in what begins here has a member twice', line, REMEDY);
  return value;
}

function json(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DocumentError('what begins here is not JSON', line, REMEDY);
  }
}
