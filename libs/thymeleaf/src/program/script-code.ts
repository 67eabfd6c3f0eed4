/** Words behind which an operand comes, so that a `/` begins a regular expression and a `{` an object. */
const beforeOperand: ReadonlySet<string> = new Set(
  'return typeof case do else in instanceof new void delete throw yield await of default extends'.split(' '),
);

/** Words whose parentheses are followed by a statement. */
const heads: ReadonlySet<string> = new Set(['if', 'while', 'for', 'with']);

/** Signs behind which a `{` begins an object, not a block. */
const beforeObject = '(,=:[!&|?+-*%<>~^';

const longestWord = 12;

/** What is open: parentheses, those of a head, blocks, objects, and what stands in a template literal. */
type Bracket = '(' | 'head' | '{' | 'object' | '${';

/** What the code of a script says of a `/` and a `}`; literals and comments are no part of it. */
export class ScriptCode {
  /** Whether what stands before is an operand: a `/` divides it. */
  private operand = false;
  /** The same before the last sign, for `++` and `--`. */
  private before = false;
  private word = '';
  /** The word that was the last token; '' where that is something else. */
  private lastWord = '';
  private lastSign = '';
  private isMember = false;
  private readonly open: Bracket[] = [];

  /** A character of code that begins no literal and no comment. Gives whether it ends what stands in a template literal. */
  character(char: string): boolean {
    if (isWordPart(char)) {
      this.word += this.word.length < longestWord ? char : '';
      return false;
    }
    this.endWord();
    if (isBlank(char)) this.before = false;
    else if (char === '(' || char === '[' || char === '{') this.opening(char);
    else if (char === ')' || char === '}') return this.closing(char);
    else this.sign(char);
    return false;
  }

  /** Whether a `/` that is next divides. */
  divides(): boolean {
    this.endWord();
    return this.operand;
  }

  /** A literal was read, or a value put in. */
  literal(): void {
    this.endWord();
    this.token('', true);
  }

  /** What stands in a template literal begins. */
  beginSubstitution(): void {
    this.open.push('${');
    this.token('(', false);
  }

  private endWord(): void {
    if (this.word === '') return;
    const { word, isMember } = this;
    this.token('', isMember || !beforeOperand.has(word));
    this.lastWord = isMember ? '' : word;
    this.word = '';
  }

  private token(sign: string, operand: boolean): void {
    this.operand = operand;
    this.before = false;
    this.lastSign = sign;
    this.lastWord = '';
    this.isMember = false;
  }

  private opening(char: '(' | '[' | '{'): void {
    if (char === '(') this.open.push(heads.has(this.lastWord) ? 'head' : '(');
    else if (char === '{') this.open.push(this.beginsObject() ? 'object' : '{');
    this.token(char, false);
  }

  private beginsObject(): boolean {
    if (this.lastWord !== '') return beforeOperand.has(this.lastWord) && !['do', 'else'].includes(this.lastWord);
    return this.lastSign !== '' && beforeObject.includes(this.lastSign);
  }

  private closing(char: ')' | '}'): boolean {
    const ended = char === ')' ? this.closeParenthesis() : this.closeBrace();
    this.token(char, ended === '(' || ended === 'object');
    return ended === '${';
  }

  private closeParenthesis(): Bracket | undefined {
    const last = this.open.at(-1);
    return last === '(' || last === 'head' ? this.open.pop() : '(';
  }

  /** Parentheses that were left open are no obstacle. */
  private closeBrace(): Bracket | undefined {
    while (this.open.at(-1) === '(' || this.open.at(-1) === 'head') this.open.pop();
    return this.open.pop();
  }

  /** `a++` and `a--` are operands still; `=>` is followed by a block, `a.` by a name whatever the word. */
  private sign(char: string): void {
    const { operand, before, lastSign, lastWord } = this;
    const isRepeated = (char === '+' || char === '-') && lastSign === char && before;
    const isOfNumber = char === '.' && lastWord !== '' && '0123456789'.includes(lastWord.charAt(0));
    this.token(char === '>' && lastSign === '=' ? '=>' : char, char === ']' || isRepeated || isOfNumber);
    this.before = operand;
    this.isMember = char === '.';
  }
}

/** Also the `.` of numbers is a sign; whatever is not ASCII is taken for a letter. */
function isWordPart(char: string): boolean {
  const code = char.charCodeAt(0);
  if (code >= 128) return code !== 0xa0 && code !== 0x20_28 && code !== 0x20_29 && code !== 0xfe_ff;
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || '$_\\'.includes(char)
  );
}

function isBlank(char: string): boolean {
  return char <= ' ' || char.charCodeAt(0) >= 128;
}
