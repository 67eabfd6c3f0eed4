import { DocumentError } from './document-error.js';

/** What one value of a document may be at most, so that a hostile or broken file costs little memory. */
const VALUE_LIMITS = { characters: 16 * 1024 * 1024, depth: 64 };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;

/** Finds the end of one JSON value in text that comes in pieces, and keeps its text; whether it is JSON is for `JSON.parse` to say. */
export class JsonValueScanner {
  private readonly pieces: string[] = [];
  private length = 0;
  private depth = 0;
  private isInText = false;
  private isEscaped = false;
  private hasEnded = false;

  /** @param line where the value begins */
  constructor(readonly line: number) {}

  get isComplete(): boolean {
    return this.hasEnded;
  }

  get text(): string {
    return this.pieces.join('');
  }

  /**
   * Takes what belongs to the value from `chunk`, starting at `from`.
   * @returns where it ends there, which is the length of the chunk for a value that goes on
   * @throws DocumentError it is too long or too deep
   */
  take(chunk: string, from: number): number {
    let at = from;
    while (at < chunk.length && !this.hasEnded) at = this.step(chunk.charCodeAt(at), at);
    this.pieces.push(chunk.slice(from, at));
    this.length += at - from;
    if (this.length > VALUE_LIMITS.characters) throw this.tooMuch('longer than 16 MiB');
    return at;
  }

  /** Where to go on after one character. */
  private step(code: number, at: number): number {
    if (this.isInText) return this.stepInText(code, at);
    if (code === QUOTE) this.isInText = true;
    else if (code === 0x7b || code === 0x5b) this.open();
    else if (code === 0x7d || code === 0x5d) return this.close(at);
    else if (this.depth === 0 && isDelimiter(code)) {
      this.hasEnded = true;
      return at;
    }
    return at + 1;
  }

  private stepInText(code: number, at: number): number {
    if (this.isEscaped) this.isEscaped = false;
    else if (code === BACKSLASH) this.isEscaped = true;
    else if (code === QUOTE) {
      this.isInText = false;
      this.hasEnded = this.depth === 0;
    }
    return at + 1;
  }

  private open(): void {
    this.depth += 1;
    if (this.depth > VALUE_LIMITS.depth) throw this.tooMuch(`nested more than ${VALUE_LIMITS.depth} deep`);
  }

  /** At depth 0 it closes what the value, a number or a word, stands in. */
  private close(at: number): number {
    const isOutside = this.depth === 0;
    if (!isOutside) this.depth -= 1;
    this.hasEnded = this.depth === 0;
    return isOutside ? at : at + 1;
  }

  private tooMuch(what: string): DocumentError {
    return new DocumentError(`the entry that begins here is ${what}`, this.line, 'Split or repair the file.');
  }
}

/** What ends a number or a word. */
function isDelimiter(code: number): boolean {
  return code === 0x2c || code === 0x3a || code === 0x20 || code === NEWLINE || code === 0x0d || code === 0x09;
}

/** How many lines a text ends. */
export function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
