/** One entry of a property file, its continuation lines joined. */
export interface LogicalLine {
  readonly text: string;
  /** Number of its first line, counted from 1. */
  readonly number: number;
}

/** The entries of a property file without blank lines and comments. A backslash at the end of a line joins the next one, less its indentation. */
export function logicalLines(text: string): readonly LogicalLine[] {
  const natural = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const logical: LogicalLine[] = [];
  for (let index = 0; index < natural.length; index += 1) {
    const number = index + 1;
    const start = withoutIndentation(natural[index]);
    if (start === '' || start.startsWith('#') || start.startsWith('!')) continue;
    const parts = [start];
    while (isContinued(parts.at(-1)) && index + 1 < natural.length) {
      index += 1;
      parts.push(withoutIndentation(natural[index]));
    }
    logical.push({ text: parts.map((part) => (isContinued(part) ? part.slice(0, -1) : part)).join(''), number });
  }
  return logical;
}

function withoutIndentation(line = ''): string {
  return line.replace(/^[ \t\f]+/, '');
}

/** An odd number of backslashes at the end; an even number is that many escaped ones. */
function isContinued(line = ''): boolean {
  let end = line.length;
  while (line[end - 1] === '\\') end -= 1;
  return (line.length - end) % 2 === 1;
}
