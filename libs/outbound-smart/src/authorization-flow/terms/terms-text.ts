/** A part of the terms: a heading, a paragraph, or a list; what it is not is empty. */
export interface TermsPart {
  readonly heading: string;
  readonly text: string;
  readonly items: readonly string[];
}

/** The terms as people are shown them. */
export interface TermsText {
  readonly plain: string;
  readonly parts: readonly TermsPart[];
}

/** Characters; about a hundred pages. */
const LONGEST = 250_000;

/**
 * Reads the text of the terms. Nothing in it is markup but `# ` at the start of a line, a heading, and `- `, an item of a list: everything is
 * printed as text (V-82).
 * @throws TypeError nothing is in it, or it is longer than anybody could read
 */
export function readTermsText(file: string): TermsText {
  const plain = file
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .trim();
  if (plain === '') throw new TypeError('has no text');
  if (plain.length > LONGEST) throw new TypeError(`has more than ${LONGEST.toLocaleString('en')} characters`);
  const blocks = plain.split(/\n[ \t]*(?:\n[ \t]*)+/);
  return { plain, parts: blocks.flatMap(partsOf) };
}

/** A block is a paragraph whose lines flow together, unless lines of it are headings or items. */
function partsOf(block: string): readonly TermsPart[] {
  const parts: TermsPart[] = [];
  for (const line of block.split('\n').map((each) => each.trim())) {
    const last = parts.at(-1);
    if (line.startsWith('# ')) parts.push({ heading: line.slice(2).trim(), text: '', items: [] });
    else if (line.startsWith('- ')) addItem(parts, last, line.slice(2).trim());
    else if (last === undefined || last.heading !== '') parts.push({ heading: '', text: line, items: [] });
    else parts.splice(-1, 1, continued(last, line));
  }
  return parts;
}

function addItem(parts: TermsPart[], last: TermsPart | undefined, item: string): void {
  if (last === undefined || last.items.length === 0) parts.push({ heading: '', text: '', items: [item] });
  else parts.splice(-1, 1, { ...last, items: [...last.items, item] });
}

/** The line belongs to what stands before it. */
function continued(last: TermsPart, line: string): TermsPart {
  const item = last.items.at(-1);
  return item === undefined
    ? { ...last, text: `${last.text} ${line}` }
    : { ...last, items: [...last.items.slice(0, -1), `${item} ${line}`] };
}
