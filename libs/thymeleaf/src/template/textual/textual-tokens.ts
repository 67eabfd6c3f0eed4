import { TemplateError } from '../../template-error.js';
import { beginsOutput, endOutsideQuotes, greatestOutput, readOutput, type InlinePiece } from '../inlining.js';
import { regularExpressionEnd } from './regular-expression.js';
import { endAt, endOfLine, isLineEnd, type End } from './ends.js';
import { defaultEnd } from './natural-default.js';

/** What a text, a script or a style sheet consists of. Offsets count from the beginning of the text. */
export type TextualToken =
  | InlinePiece
  /** `[#name attributes]`, `[#name attributes/]`: `begin` is that of the name, `end` that of the closing bracket. */
  | { readonly kind: 'opening'; readonly offset: number; readonly begin: number; readonly end: number }
  | { readonly kind: 'closing'; readonly offset: number; readonly name: string };

export type TextualMode = 'text' | 'javascript' | 'css';

/** What tells literals and comments of a text from the rest of it. */
export type ProgramMode = Exclude<TextualMode, 'text'>;

/** Cuts a text into tokens. What cannot be understood stays text. @param program what it is in the end, however it is read */
export function textualTokens(text: string, mode: TextualMode, program?: ProgramMode): readonly TextualToken[] {
  return new TextualScanner(text, { mode, program: mode === 'text' ? program : mode, whole: true }).tokens();
}

/** The output expressions of a script or style sheet that has nothing else of the template's, each with whether it is quoted. */
export function programPieces(text: string, program: ProgramMode): readonly InlinePiece[] {
  const tokens = new TextualScanner(text, { mode: program, program, whole: false }).tokens();
  return tokens.filter((token): token is InlinePiece => token.kind === 'text' || token.kind === 'output');
}

/** Whether a piece of a script or style sheet ends inside of a literal or a comment. It has no expressions of ours. */
export function endsInLiteral(text: string, program: ProgramMode): boolean {
  const scanner = new TextualScanner(text, { mode: program, program, whole: false, isPlain: true });
  scanner.tokens();
  return scanner.endsInside;
}

/** How often a character may be looked at on the way to ends that are not there. */
const searchesPerCharacter = 64;

interface Reading {
  readonly mode: TextualMode;
  readonly program: ProgramMode | undefined;
  /** Whether elements and comments of the template's count. */
  readonly whole: boolean;
  /** Whether brackets are nothing but brackets. */
  readonly isPlain?: true;
}

class TextualScanner {
  /** Whether a literal or a comment has no end. */
  endsInside = false;
  private readonly found: TextualToken[] = [];
  private at = 0;
  private textBegin = 0;
  /** Characters that were looked at for an end that is not there. */
  private searched = 0;
  /** For each piece of script in a template literal that is open, how many braces are open in it. */
  private readonly substitutions: number[] = [];

  constructor(
    private readonly text: string,
    private readonly reading: Reading,
  ) {}

  tokens(): readonly TextualToken[] {
    while (this.at < this.text.length) this.step();
    this.endText(this.text.length);
    return this.found;
  }

  private step(): void {
    if (this.output() || this.element(this.at, '') || this.blockComment()) return;
    if (this.reading.program === undefined) this.at += 1;
    else this.programStep(this.reading.program);
  }

  /** Outside of literals and comments of a script or style sheet. */
  private programStep(program: ProgramMode): void {
    const char = this.text[this.at] ?? '';
    const isScript = program === 'javascript';
    if (char === '"' || char === "'") this.literal(char);
    else if (this.text.startsWith('/*', this.at)) this.comment();
    else if (char === '\\') this.escaped();
    else if (!isScript) this.at += 1;
    else if (char === '`') this.template();
    else if (char === '{' || char === '}') this.brace(char);
    else if (this.text.startsWith('//', this.at)) this.pass(endOfLine);
    else if (char === '/') this.pass(endAt(this.regularExpressionEnd()), true);
    else this.at += 1;
  }

  /** What stands between the braces of a template literal is a piece of script, however deep. */
  private brace(char: string): void {
    const open = this.substitutions.at(-1);
    this.at += 1;
    if (open === undefined) return;
    if (char === '}' && open === 0) {
      this.substitutions.pop();
      this.template(0);
    } else this.substitutions.push((this.substitutions.pop() ?? 0) + (char === '{' ? 1 : -1));
  }

  private literal(quote: string): void {
    this.at += 1;
    this.pass((text, at) => (text[at] === quote || isLineEnd(text[at]) ? 1 : 0), true);
  }

  /** The rest of a template literal, up to its end or the next piece of script in it. @param opening characters that begin it */
  private template(opening = 1): void {
    this.at += opening;
    this.pass((text, at) => (text[at] === '`' ? 1 : text.startsWith('${', at) ? 2 : 0), true);
    if (this.text.startsWith('${', this.at - 2)) this.substitutions.push(0);
  }

  /** A comment that holds nothing but brackets is what they say; in others output expressions count. */
  private comment(): void {
    const inside = this.at + 2;
    const { mode, whole } = this.reading;
    const output = whole && mode !== 'text' ? this.outputAt(inside) : undefined;
    if (output && this.text.startsWith('*/', inside + output.source.length + 4)) {
      this.push(output, this.at, defaultEnd(this.text, inside + output.source.length + 6));
    } else if (mode === 'text' || !this.element(inside, '*/')) {
      this.at = inside;
      this.pass((text, at) => (text.startsWith('*/', at) ? 2 : 0));
    }
  }

  /**
   * Text up to and with an end, in which only output expressions count, and elements where the whole is read as a text. What is in them ends nothing.
   * @param escapes whether a backslash takes the meaning of what is behind it
   */
  private pass(end: End, escapes = false): void {
    while (this.at < this.text.length) {
      if (this.output(true) || (this.reading.mode === 'text' && this.element(this.at, ''))) continue;
      const ended = end(this.text, this.at);
      if (ended !== undefined && ended > 0) return void (this.at += ended);
      if (ended === undefined) return;
      if (escapes && this.text[this.at] === '\\') this.escaped();
      else this.at += 1;
    }
    this.endsInside = end(this.text, this.at) !== undefined;
  }

  /** A backslash and what is behind it. A text that is put there would lose its first escape to it: the backslash is doubled. */
  private escaped(): void {
    this.at += 1;
    if (beginsOutput(this.text, this.at) && this.outputAt(this.at)) {
      this.endText(this.at);
      this.textBegin = this.at;
      this.found.push({ kind: 'text', offset: this.at, text: '\\' });
    } else this.at += this.text.startsWith('\r\n', this.at) ? 2 : 1;
  }

  private output(quoted = false): boolean {
    const output = this.outputAt(this.at);
    if (!output) return false;
    this.push({ ...output, quoted }, this.at, this.at + output.source.length + 4);
    return true;
  }

  private outputAt(at: number): ReturnType<typeof readOutput> {
    if (this.reading.isPlain || !beginsOutput(this.text, at)) return undefined;
    const output = readOutput(this.text, at);
    if (!output) this.searchedInVain(at);
    return output;
  }

  private regularExpressionEnd(): number {
    const end = regularExpressionEnd(this.text, this.at);
    if (end === this.at + 1) this.searchedInVain(this.at, this.lineEnd());
    return end;
  }

  /** @throws TemplateError `limit` where what is opened and not closed makes reading slow */
  private searchedInVain(from: number, end = this.text.length): void {
    this.searched += Math.min(end - from, greatestOutput);
    if (this.searched > searchesPerCharacter * this.text.length + greatestOutput)
      throw new TemplateError('limit', 'Too many brackets are opened here and not closed.');
  }

  /** `[#…]` or `[/…]` at a place, with what has to follow it. */
  private element(at: number, after: string): boolean {
    const mark = this.reading.whole ? this.text.slice(at, at + 2) : '';
    if (mark !== '[#' && mark !== '[/') return false;
    const end = endOutsideQuotes(this.text, ']', at + 2);
    if (end < 0) this.searchedInVain(at);
    if (end < 0 || !this.text.startsWith(after, end + 1)) return false;
    const name = this.text.slice(at + 2, end).trim();
    if (mark === '[/' && !isPlainName(name)) return false;
    const token: TextualToken =
      mark === '[#' ? { kind: 'opening', offset: at, begin: at + 2, end } : { kind: 'closing', offset: at, name };
    this.push(token, this.at, end + 1 + after.length);
    return true;
  }

  /** What stands between `[-` and `-]` in a comment is left out; of `[+` and `+]` only the marks are. @throws TemplateError `syntax` where it has no end */
  private blockComment(): boolean {
    if (!this.reading.whole || !this.text.startsWith('/*[', this.at)) return this.endOfShown();
    const mark = this.text[this.at + 3];
    if (mark !== '-' && mark !== '+') return false;
    const end = this.text.indexOf(`${mark}]*/`, this.at + 4);
    if (end < 0) throw new TemplateError('syntax', `/*[${mark} has no end: write ${mark}]*/ after it.`);
    this.skip(mark === '-' ? end + 4 : this.at + 4);
    return true;
  }

  private endOfShown(): boolean {
    if (!this.reading.whole || !this.text.startsWith('+]*/', this.at)) return false;
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

  private lineEnd(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }
}

function isPlainName(name: string): boolean {
  return [...name].every(
    (char) => (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || '0123456789-_:'.includes(char),
  );
}
