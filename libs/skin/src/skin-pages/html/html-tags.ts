import { unescapeHtml } from '#thymeleaf/escaping/unescape-html';

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
  /** Read when they are asked for: of most tags nobody does. */
  readonly attributes: readonly HtmlAttribute[];
  readonly start: number;
  /** Behind its `>`. */
  readonly end: number;
}

/** Elements whose content is text: nothing in it is a tag but their own end (HTML §13.2.6). */
const TEXT_ONLY: ReadonlySet<string> = new Set([
  ...['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext'],
]);

/**
 * The tags of a document or of a piece of one, as browsers see them: none inside comments, scripts and other text. Tolerant, in linear time, and never
 * throws.
 */
export function htmlTags(html: string): readonly HtmlTag[] {
  const tags: HtmlTag[] = [];
  let place = html.indexOf('<');
  while (place >= 0) {
    const tag = tagAt(html, place);
    // A tag that the document ends in is none, and neither is anything behind it.
    if (tag && tag.end > html.length) break;
    if (tag) tags.push(tag);
    place = html.indexOf('<', tag ? afterTag(html, tag) : afterOther(html, place));
  }
  return tags;
}

/** The value of an attribute of a tag; of two of the same name the first counts. */
export function attributeOf(tag: HtmlTag, name: string): string | undefined {
  return tag.attributes.find((attribute) => attribute.name === name)?.value;
}

function tagAt(html: string, start: number): HtmlTag | undefined {
  const isEnd = html.charCodeAt(start + 1) === 47;
  const nameStart = start + (isEnd ? 2 : 1);
  if (!isLetter(html.charCodeAt(nameStart))) return undefined;
  const nameEnd = pastName(html, nameStart);
  const name = html.slice(nameStart, nameEnd).toLowerCase();
  return new Tag(html, nameEnd, { kind: isEnd ? 'end' : 'start', name, start });
}

class Tag implements HtmlTag {
  readonly kind: 'start' | 'end';
  readonly name: string;
  readonly start: number;
  readonly end: number;
  private read: readonly HtmlAttribute[] | undefined;

  constructor(
    private readonly html: string,
    private readonly nameEnd: number,
    { kind, name, start }: Pick<HtmlTag, 'kind' | 'name' | 'start'>,
  ) {
    [this.kind, this.name, this.start] = [kind, name, start];
    this.end = walkAttributes(html, nameEnd, undefined);
  }

  get attributes(): readonly HtmlAttribute[] {
    if (this.read) return this.read;
    const attributes: HtmlAttribute[] = [];
    walkAttributes(this.html, this.nameEnd, attributes);
    return (this.read = attributes);
  }
}

/** Goes past the attributes of a tag, and notes them where somebody wants them. @returns where the tag ends; behind the document where it does not */
function walkAttributes(html: string, from: number, found: HtmlAttribute[] | undefined): number {
  let place = from;
  while (place < html.length) {
    const code = html.charCodeAt(place);
    if (code === CLOSING) return place + 1;
    if (isBlank(code) || code === 47) place += 1;
    else place = walkAttribute(html, place, found);
  }
  return html.length + 1;
}

/** @returns where what belongs to the attribute ends */
function walkAttribute(html: string, start: number, found: HtmlAttribute[] | undefined): number {
  // A name may begin with `=`.
  const nameEnd = pastAttributeName(html, start + 1);
  const equals = pastBlanks(html, nameEnd);
  if (html.charCodeAt(equals) !== 61) {
    found?.push({ name: html.slice(start, nameEnd).toLowerCase(), value: '', start, end: nameEnd });
    return nameEnd;
  }
  const valueStart = pastBlanks(html, equals + 1);
  const quote = html[valueStart];
  const isQuoted = quote === '"' || quote === "'";
  const begin = isQuoted ? valueStart + 1 : valueStart;
  const closing = isQuoted ? html.indexOf(quote, begin) : pastValue(html, begin);
  const valueEnd = closing < 0 ? html.length : closing;
  const end = isQuoted ? Math.min(valueEnd + 1, html.length) : valueEnd;
  found?.push({
    ...{ name: html.slice(start, nameEnd).toLowerCase(), value: unescapeHtml(html.slice(begin, valueEnd)) },
    ...{ start, end },
  });
  return end;
}

const CLOSING = 62;

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13 || code === 12;
}

function pastBlanks(html: string, from: number): number {
  let place = from;
  while (place < html.length && isBlank(html.charCodeAt(place))) place += 1;
  return place;
}

/** The name of an element ends at a blank, `/` or `>`. */
function pastName(html: string, from: number): number {
  let place = from;
  for (; place < html.length; place += 1) {
    const code = html.charCodeAt(place);
    if (isBlank(code) || code === 47 || code === CLOSING) break;
  }
  return place;
}

/** That of an attribute also at `=`. */
function pastAttributeName(html: string, from: number): number {
  let place = from;
  for (; place < html.length; place += 1) {
    const code = html.charCodeAt(place);
    if (isBlank(code) || code === 47 || code === CLOSING || code === 61) break;
  }
  return place;
}

/** A value without quotes ends at a blank or `>`. */
function pastValue(html: string, from: number): number {
  let place = from;
  for (; place < html.length; place += 1) {
    const code = html.charCodeAt(place);
    if (isBlank(code) || code === CLOSING) break;
  }
  return place;
}

/** Of an element with nothing but text in it, the beginning of its end tag. */
function afterTag(html: string, { kind, name, end }: HtmlTag): number {
  return kind === 'start' && TEXT_ONLY.has(name) ? endOfText(html, name, end) : end;
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

/** Where the text of an element ends: what is read here is never looked at again. */
function endOfText(html: string, name: string, from: number): number {
  if (name === 'plaintext') return html.length;
  for (let place = html.indexOf('</', from); place >= 0; place = html.indexOf('</', place + 2)) {
    const nameEnd = place + 2 + name.length;
    if (pastName(html, place + 2) === nameEnd && html.slice(place + 2, nameEnd).toLowerCase() === name) return place;
  }
  return html.length;
}
