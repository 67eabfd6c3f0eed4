/** A piece of an OGNL expression as the contexts of the tests have them. */
export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
}

const pattern =
  /\s*(?:(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[LlDdFfBbHh]?)|(?<name>[A-Za-z_$][\w$]*)|'(?<single>(?:\\.|[^'\\])*)'|"(?<double>(?:\\.|[^"\\])*)"|(?<sign>#\{|[#@{}()[\].,:+-]))/sy;

const unescape = (text: string): string =>
  text.replaceAll(/\\(.)/gs, (_, letter: string) => ({ n: '\n', t: '\t', r: '\r' })[letter] ?? letter);

function tokenOf(groups: Partial<Record<string, string>>): Token {
  const { number, name, single, double, sign = '' } = groups;
  if (number !== undefined) return { kind: 'number', text: number };
  if (name !== undefined) return { kind: 'name', text: name };
  const text = single ?? double;
  return text === undefined ? { kind: 'sign', text: sign } : { kind: 'text', text: unescape(text) };
}

/** @throws SyntaxError at anything that no context of plain data has */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const text = source.trimEnd();
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const found = pattern.exec(text);
    if (found === null) throw new SyntaxError(`not understood: ${text.slice(at, at + 40)}`);
    tokens.push(tokenOf(found.groups ?? {}));
  }
  return [...tokens, { kind: 'end', text: '' }];
}
