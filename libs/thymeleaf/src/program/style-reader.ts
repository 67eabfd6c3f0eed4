import type { PlaceKind, ProgramReader } from './place.js';

/** `function`: behind `url(`, where quotes or an address may follow. */
type State = 'code' | 'function' | 'string' | 'comment' | 'address';

const kinds: Readonly<Record<State, PlaceKind>> = {
  ...{ code: 'value', function: 'address', string: 'string', comment: 'comment', address: 'address' },
};

/** Reads CSS as browsers do. @see CSS Syntax Level 3, 4.3 */
export class StyleReader implements ProgramReader {
  readonly language = 'style';
  isEscaped = false;
  private state: State = 'code';
  private quote = '';
  private previous = '';
  /** The last letters, in lower case. */
  private word = '';

  get kind(): PlaceKind {
    return kinds[this.state];
  }

  read(text: string): void {
    for (let at = 0; at < text.length; at += 1) this.character(text.charAt(at));
  }

  value(): void {
    if (this.state === 'function') this.state = 'address';
    this.isEscaped = false;
    this.previous = '';
    this.word = '';
  }

  private character(char: string): void {
    const before = this.previous;
    this.previous = char;
    if (!this.isEscaped) return this[this.state](char, before);
    this.isEscaped = false;
    this.previous = `\\${char}`;
  }

  private code(char: string, before: string): void {
    this.isEscaped = char === '\\';
    const { word } = this;
    this.word = isNamePart(char) ? (word + char.toLowerCase()).slice(0, 4) : '';
    if (char === '"' || char === "'") this.begin(char);
    else if (char === '(' && word === 'url') this.state = 'function';
    else if (char === '*' && before === '/') {
      this.state = 'comment';
      this.previous = '';
    }
  }

  private begin(quote: string): void {
    this.state = 'string';
    this.quote = quote;
  }

  private function(char: string): void {
    if (char === '"' || char === "'") this.begin(char);
    else if (char > ' ') {
      this.state = 'address';
      this.address(char);
    }
  }

  private address(char: string): void {
    this.isEscaped = char === '\\';
    if (char === ')') this.state = 'code';
  }

  /** It ends with its line, unless the end of the line is escaped: of one in two characters both are. */
  private string(char: string, before: string): void {
    this.isEscaped = char === '\\';
    const endsLine = (char === '\n' && before !== '\\\r') || char === '\r' || char === '\f';
    if (char === this.quote || endsLine) this.state = 'code';
  }

  private comment(char: string, before: string): void {
    if (char === '/' && before === '*') {
      this.state = 'code';
      this.previous = '';
    }
  }
}

function isNamePart(char: string): boolean {
  return (
    (char >= 'a' && char <= 'z') ||
    (char >= 'A' && char <= 'Z') ||
    (char >= '0' && char <= '9') ||
    '-_'.includes(char) ||
    char > '\u007f'
  );
}
