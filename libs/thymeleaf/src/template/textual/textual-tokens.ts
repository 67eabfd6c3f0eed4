import { TemplateError } from '../../template-error.js';
import { beginsOutput, endOutsideQuotes, greatestOutput, readOutput, type InlinePiece } from '../inlining.js';
import type { PlaceKind, ProgramReader } from '../../program/place.js';
import { ScriptReader } from '../../program/script-reader.js';
import { StyleReader } from '../../program/style-reader.js';
import { defaultEnd } from './natural-default.js';

/** What a text, a script or a style sheet consists of. Offsets count from the beginning of the text. */
export type TextualToken =
  | InlinePiece
  /** `[#name attributes]`, `[#name attributes/]`: `begin` is that of the name, `end` that of the closing bracket. */
  | { readonly kind: 'opening'; readonly offset: number; readonly begin: number; readonly end: number }
  | { readonly kind: 'closing'; readonly offset: number; readonly name: string };

export type TextualMode = 'text' | 'javascript' | 'css';

/** Cuts a text into tokens. What cannot be understood stays text. @throws TemplateError `syntax`, `limit` */
export function textualTokens(text: string, mode: TextualMode): readonly TextualToken[] {
  return new TextualScanner(text, readerOf(mode)).tokens();
}

function readerOf(mode: TextualMode): ProgramReader | undefined {
  if (mode === 'text') return undefined;
  return mode === 'javascript' ? new ScriptReader() : new StyleReader();
}

/** Places of a script or style sheet in which brackets and comments are the author's own; output expressions count everywhere. */
const literals: ReadonlySet<PlaceKind> = new Set(['string', 'template', 'pattern', 'comment']);

/** How often a character may be looked at on the way to ends that are not there. */
const searchesPerCharacter = 64;

class TextualScanner {
  private readonly found: TextualToken[] = [];
  private at = 0;
  private textBegin = 0;
  /** Characters that were looked at for an end that is not there. */
  private searched = 0;

  constructor(
    private readonly text: string,
    /** Undefined in a text that is no program. */
    private readonly reader: ProgramReader | undefined,
  ) {}

  tokens(): readonly TextualToken[] {
    while (this.at < this.text.length) this.step();
    this.endText(this.text.length);
    return this.found;
  }

  private step(): void {
    if (this.output() || (!this.isInLiteral() && this.instruction())) return;
    this.reader?.read(this.text.charAt(this.at));
    this.at += 1;
  }

  private isInLiteral(): boolean {
    return this.reader !== undefined && literals.has(this.reader.kind);
  }

  private instruction(): boolean {
    return this.element(this.at, '') || this.blockComment() || this.instructingComment();
  }

  /** A comment that holds nothing but brackets is what they say; in others only output expressions count. */
  private instructingComment(): boolean {
    if (!this.reader || !this.text.startsWith('/*[', this.at)) return false;
    const inside = this.at + 2;
    const output = this.outputAt(inside);
    if (!output || !this.text.startsWith('*/', inside + output.source.length + 4)) return this.element(inside, '*/');
    this.push(output, this.at, defaultEnd(this.text, inside + output.source.length + 6));
    this.reader.value();
    return true;
  }

  private output(): boolean {
    const output = this.outputAt(this.at);
    if (!output) return false;
    this.push(output, this.at, this.at + output.source.length + 4);
    this.reader?.value();
    return true;
  }

  private outputAt(at: number): ReturnType<typeof readOutput> {
    if (!beginsOutput(this.text, at)) return undefined;
    const output = readOutput(this.text, at);
    if (!output) this.searchedInVain(at);
    return output;
  }

  /** @throws TemplateError `limit` where what is opened and not closed makes reading slow */
  private searchedInVain(from: number, end = this.text.length): void {
    this.searched += Math.min(end - from, greatestOutput);
    if (this.searched > searchesPerCharacter * this.text.length + greatestOutput)
      throw new TemplateError('limit', 'Too many brackets are opened here and not closed.');
  }

  /** `[#…]` or `[/…]` at a place, with what has to follow it. */
  private element(at: number, after: string): boolean {
    const mark = this.text.slice(at, at + 2);
    if (mark !== '[#' && mark !== '[/') return false;
    const end = endOutsideQuotes(this.text, ']', at + 2);
    if (end < 0) this.searchedInVain(at);
    if (end < 0) return false;
    const name = this.text.slice(at + 2, end).trim();
    if (!this.text.startsWith(after, end + 1) || (mark === '[/' && !isPlainName(name))) {
      this.searchedInVain(at, end);
      return false;
    }
    const token: TextualToken =
      mark === '[#' ? { kind: 'opening', offset: at, begin: at + 2, end } : { kind: 'closing', offset: at, name };
    this.push(token, this.at, end + 1 + after.length);
    return true;
  }

  /** What stands between `[-` and `-]` in a comment is left out; of `[+` and `+]` only the marks are. @throws TemplateError `syntax` where it has no end */
  private blockComment(): boolean {
    if (!this.text.startsWith('/*[', this.at)) return this.endOfShown();
    const mark = this.text[this.at + 3];
    if (mark !== '-' && mark !== '+') return false;
    const end = this.text.indexOf(`${mark}]*/`, this.at + 4);
    if (end < 0) throw new TemplateError('syntax', `/*[${mark} has no end: write ${mark}]*/ after it.`);
    this.skip(mark === '-' ? end + 4 : this.at + 4);
    return true;
  }

  private endOfShown(): boolean {
    if (!this.text.startsWith('+]*/', this.at)) return false;
    this.skip(this.at + 4);
    return true;
  }

  private skip(next: number): void {
    this.endText(this.at);
    this.at = next;
    this.textBegin = next;
  }

  private push(token: TextualToken, textEnd: number, next: number): void {
    this.endText(textEnd);
    this.found.push(token);
    this.at = next;
    this.textBegin = next;
  }

  private endText(end: number): void {
    const text = this.text.slice(this.textBegin, end);
    if (text) this.found.push({ kind: 'text', offset: this.textBegin, text });
  }
}

function isPlainName(name: string): boolean {
  return [...name].every(
    (char) => (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || '0123456789-_:'.includes(char),
  );
}
