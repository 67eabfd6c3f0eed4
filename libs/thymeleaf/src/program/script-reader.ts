import type { PlaceKind, ProgramReader } from './place.js';
import { ScriptCode } from './script-code.js';

/** `slash`: a `/` in code, of which the next character says what it begins. */
type State = 'code' | 'slash' | 'line' | 'block' | 'string' | 'template' | 'pattern';

const kinds: Readonly<Record<Exclude<State, 'slash'>, PlaceKind>> = {
  ...{ code: 'value', line: 'comment', block: 'comment', string: 'string', template: 'template', pattern: 'pattern' },
};

const htmlComment = '<!--';

/** Reads JavaScript, or JSON, as browsers do. @see ECMA-262, 12 and B.1.1 */
export class ScriptReader implements ProgramReader {
  readonly language = 'script';
  isEscaped = false;
  private state: State = 'code';
  private code = new ScriptCode();
  /** The quotes of the string. */
  private quote = '';
  /** Whether it is between the brackets of a regular expression. */
  private inClass = false;
  private previous = '';
  /** What of `<!--` was read. */
  private opening = '';
  /** The first characters of the line: `-->` there begins a comment. */
  private lineBegin = '';

  get kind(): PlaceKind {
    if (this.state === 'slash') return this.code.divides() ? 'value' : 'pattern';
    return kinds[this.state];
  }

  read(text: string): void {
    for (let at = 0; at < text.length; at += 1) this.character(text.charAt(at));
  }

  value(): void {
    if (this.state === 'slash') this.leaveSlash();
    if (this.state === 'code') this.literal();
    this.isEscaped = false;
    this.previous = '';
  }

  private character(char: string): void {
    const before = this.previous;
    this.previous = char;
    if (this.state === 'slash') this.afterSlash(char);
    else if (this.state === 'code') this.inCode(char);
    else if (this.isEscaped) this.escaped(char);
    else this[this.state](char, before);
  }

  private escaped(char: string): void {
    this.isEscaped = false;
    this.previous = `\\${char}`;
  }

  private afterSlash(char: string): void {
    if (char === '/') this.state = 'line';
    else if (char === '*') this.begin('block', '');
    else {
      this.leaveSlash();
      this.character(char);
    }
  }

  /** The `/` is a sign of its own, or begins a regular expression. */
  private leaveSlash(): void {
    this.state = this.code.divides() ? 'code' : 'pattern';
    if (this.state === 'code') this.code.character('/');
    this.inClass = false;
    this.previous = '/';
  }

  private inCode(char: string): void {
    if (char === '/') this.state = 'slash';
    else if (char === '"' || char === "'") this.begin('string', char);
    else if (char === '`') this.begin('template', char);
    else if (this.code.character(char)) this.state = 'template';
    else if (this.beginsComment(char)) this.state = 'line';
  }

  private begin(state: State, quote: string): void {
    this.code.divides();
    this.state = state;
    this.quote = quote;
    this.previous = '';
  }

  /** `<!--`, and `-->` where nothing stands before it on its line. */
  private beginsComment(char: string): boolean {
    const opening = this.opening + char;
    // `<<` is a sign of its own, of which no half begins a comment.
    if (htmlComment.startsWith(opening)) this.opening = opening;
    else this.opening = char === '<' && opening !== '<<' ? char : '';
    if (isLineEnd(char)) this.lineBegin = '';
    else if (char > ' ' && this.lineBegin.length < 4) this.lineBegin += char;
    const begins = this.opening === htmlComment || this.lineBegin === '-->';
    if (begins) this.opening = this.lineBegin = '';
    return begins;
  }

  private literal(): void {
    this.state = 'code';
    this.code.literal();
    this.opening = '';
    this.lineBegin = 'literal';
  }

  private line(char: string): void {
    if (!isLineEnd(char) && char !== '\u2028' && char !== '\u2029') return;
    this.state = 'code';
    this.lineBegin = '';
  }

  private block(char: string, before: string): void {
    if (char === '/' && before === '*') this.state = 'code';
  }

  private string(char: string, before: string): void {
    this.isEscaped = char === '\\';
    if (char === this.quote || (isLineEnd(char) && !isContinued(before, char))) this.literal();
  }

  private template(char: string, before: string): void {
    this.isEscaped = char === '\\';
    if (char === '`') this.literal();
    else if (char === '{' && before === '$') {
      this.code.beginSubstitution();
      this.state = 'code';
    }
  }

  private pattern(char: string): void {
    this.isEscaped = char === '\\';
    if (char === '[') this.inClass = true;
    else if (char === ']') this.inClass = false;
    else if ((char === '/' && !this.inClass) || isLineEnd(char)) this.literal();
  }
}

function isLineEnd(char: string): boolean {
  return char === '\n' || char === '\r';
}

/** Of a line end in two characters both are escaped. */
function isContinued(before: string, char: string): boolean {
  return before === '\\\r' && char === '\n';
}
