import { TemplateError } from '../template-error.js';

/** The text of a bundle: UTF-8, or Latin-1 where the bytes are no UTF-8, as older tools write it. */
export function decodeProperties(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

/**
 * Keys and texts of a `.properties` file of Java: comments, separators, continued lines and escapes as java.util.Properties reads them; of a
 * key that is there twice the last counts.
 * @param most keys that are taken
 * @throws TemplateError `syntax` for `\u` without four digits, `limit` for more keys
 */
export function parseProperties(text: string, most = Infinity): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { content, line } of logicalLines(text.replace(/^\ufeff/, ''))) {
    const [key, value] = keyAndValue(content);
    found.set(unescape(key, line), unescape(value, line));
    if (found.size > most)
      throw new TemplateError('limit', `There are more than ${String(most)} messages.`, {
        position: { line, column: 1 },
      });
  }
  return found;
}

interface LogicalLine {
  readonly content: string;
  /** The line it begins on, from 1. */
  readonly line: number;
}

function* logicalLines(text: string): Generator<LogicalLine> {
  const lines = text.split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const first = withoutIndent(lines[at] ?? '');
    if (first === '' || first.startsWith('#') || first.startsWith('!')) continue;
    const line = at + 1;
    const pieces = [first];
    while (isContinued(pieces.at(-1) ?? '')) {
      pieces.push((pieces.pop() ?? '').slice(0, -1));
      if (at + 1 >= lines.length) break;
      at += 1;
      pieces.push(withoutIndent(lines[at] ?? ''));
    }
    yield { content: pieces.join(''), line };
  }
}

const withoutIndent = (line: string) => line.replace(/^[ \t\f]+/, '');

/** Whether the line ends in an odd number of backslashes. */
function isContinued(line: string): boolean {
  let backslashes = 0;
  while (line[line.length - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

/** The key ends at the first `=`, `:` or blank without a backslash before it; blanks around one separator belong to neither. */
function keyAndValue(content: string): [string, string] {
  const end = keyEnd(content);
  const separator = /[ \t\f]*[=:]?[ \t\f]*/y;
  separator.lastIndex = end;
  separator.test(content);
  return [content.slice(0, end), content.slice(separator.lastIndex)];
}

function keyEnd(content: string): number {
  for (let at = 0; at < content.length; at += 1) {
    if (content[at] === '\\') at += 1;
    else if ('=: \t\f'.includes(content.charAt(at))) return at;
  }
  return content.length;
}

const meanings: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescape(text: string, line: number): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([^]?))/g, (_, code: string | undefined, other: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
    if (other === 'u')
      throw new TemplateError('syntax', 'Write four hexadecimal digits after \\u.', { position: { line, column: 1 } });
    return meanings[other ?? ''] ?? other ?? '';
  });
}
