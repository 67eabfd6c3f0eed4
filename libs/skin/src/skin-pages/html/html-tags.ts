import { decodedText } from './character-references.js';

/** An attribute of a start tag, as it is written. */
export interface HtmlAttribute {
  /** In lower case. */
  readonly name: string;
  /** Without quotes, character references resolved; '' where there is none. */
  readonly value: string;
  /** Where its name begins, and where what belongs to it ends. */
  readonly start: number;
  readonly end: number;
}

/** A tag of a document, with its places in it. */
export interface HtmlTag {
  readonly kind: 'start' | 'end';
  /** In lower case. */
  readonly name: string;
  readonly attributes: readonly HtmlAttribute[];
  readonly start: number;
  /** Behind its `>`. */
  readonly end: number;
}

/** Elements whose content is text: nothing in it is a tag but their own end (HTML §13.2.6). */
const TEXT_ONLY: ReadonlySet<string> = new Set([
  ...['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext'],
]);
const SPACE = /[\t\n\f\r ]/;
const NAME_END = /[\t\n\f\r />]/;

/**
 * The tags of a document or of a piece of one, as browsers see them: none inside comments, scripts and other text. Tolerant, in linear time, and never
 * throws.
 */
export function htmlTags(html: string): readonly HtmlTag[] {
  const tags: HtmlTag[] = [];
  const ends = new LastEnds(html);
  let place = html.indexOf('<');
  while (place >= 0) {
    const tag = tagAt(html, place);
    // A tag that the document ends in is none, and neither is anything behind it.
    if (tag && tag.end > html.length) break;
    if (tag) tags.push(tag);
    place = html.indexOf('<', tag ? afterTag(tag, ends) : afterOther(html, place));
  }
  return tags;
}

/** The value of an attribute of a tag; of two of the same name the first counts. */
export function attributeOf(tag: HtmlTag, name: string): string | undefined {
  return tag.attributes.find((attribute) => attribute.name === name)?.value;
}

function tagAt(html: string, start: number): HtmlTag | undefined {
  const isEnd = html[start + 1] === '/';
  const nameStart = start + (isEnd ? 2 : 1);
  if (!/[A-Za-z]/.test(html[nameStart] ?? '')) return undefined;
  const nameEnd = until(html, nameStart, NAME_END);
  const name = html.slice(nameStart, nameEnd).toLowerCase();
  return { kind: isEnd ? 'end' : 'start', name, start, ...attributesFrom(html, nameEnd) };
}

/** `end` is behind the document where the tag has none. */
function attributesFrom(html: string, from: number): Pick<HtmlTag, 'attributes' | 'end'> {
  const attributes: HtmlAttribute[] = [];
  let place = from;
  while (place < html.length) {
    const character = html[place] ?? '';
    if (character === '>') return { attributes, end: place + 1 };
    if (SPACE.test(character) || character === '/') place += 1;
    else {
      const attribute = attributeAt(html, place);
      attributes.push(attribute);
      place = attribute.end;
    }
  }
  return { attributes, end: html.length + 1 };
}

function attributeAt(html: string, start: number): HtmlAttribute {
  // A name may begin with `=`.
  const nameEnd = until(html, start + 1, /[\t\n\f\r />=]/);
  const name = html.slice(start, nameEnd).toLowerCase();
  const equals = until(html, nameEnd, /[^\t\n\f\r ]/);
  if (html[equals] !== '=') return { name, value: '', start, end: nameEnd };
  const valueStart = until(html, equals + 1, /[^\t\n\f\r ]/);
  const quote = html[valueStart];
  if (quote === '"' || quote === "'") {
    const closing = html.indexOf(quote, valueStart + 1);
    const end = closing < 0 ? html.length : closing;
    return { name, value: decodedText(html.slice(valueStart + 1, end)), start, end: Math.min(end + 1, html.length) };
  }
  const end = until(html, valueStart, /[\t\n\f\r >]/);
  return { name, value: decodedText(html.slice(valueStart, end)), start, end };
}

/** The first place from there on whose character matches; the end where none does. */
function until(html: string, from: number, wanted: RegExp): number {
  let place = from;
  while (place < html.length && !wanted.test(html[place] ?? '')) place += 1;
  return place;
}

function afterTag({ kind, name, end }: HtmlTag, ends: LastEnds): number {
  return kind === 'start' && TEXT_ONLY.has(name) ? ends.after(name, end) : end;
}

/** Behind a comment, a declaration or a `<` that is nothing. */
function afterOther(html: string, start: number): number {
  if (html.startsWith('<!--', start)) {
    if (html.startsWith('>', start + 4)) return start + 5;
    if (html.startsWith('->', start + 4)) return start + 6;
    return commentEnd(html, start + 4);
  }
  if (/^<[!?/]/.test(html.slice(start, start + 2))) {
    const closing = html.indexOf('>', start);
    return closing < 0 ? html.length : closing + 1;
  }
  return start + 1;
}

/** Behind `-->` or `--!>`, whichever is first; looks no further than that. */
function commentEnd(html: string, from: number): number {
  for (let dashes = html.indexOf('--', from); dashes >= 0; dashes = html.indexOf('--', dashes + 1)) {
    if (html.startsWith('>', dashes + 2)) return dashes + 3;
    if (html.startsWith('!>', dashes + 2)) return dashes + 4;
  }
  return html.length;
}

/** Where the text of an element ends; looks for each kind of end only as far as it has not looked before. */
class LastEnds {
  private readonly lower: string;

  constructor(private readonly html: string) {
    // Letters beyond ASCII may change their length in lower case; tags have none.
    this.lower = html.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }

  after(name: string, from: number): number {
    if (name === 'plaintext') return this.html.length;
    let place = this.lower.indexOf(`</${name}`, from);
    while (place >= 0 && !/[\t\n\f\r />]/.test(this.lower[place + 2 + name.length] ?? '>'))
      place = this.lower.indexOf(`</${name}`, place + 1);
    return place < 0 ? this.html.length : place;
  }
}
