import { TemplateError } from '../template-error.js';

/** RFC 3986 `pchar` without what is percent-encoded. */
const pathSegment = "A-Za-z0-9\\-._~!$'()*,;:@";

/** What stays as it is in each part: the rest becomes bytes, `%XX` each. In a parameter `&`, `=` and `+` have a meaning. */
const segmentEscaped = new RegExp(`[^${pathSegment}&=+]+`, 'gu');
const pathEscaped = new RegExp(`[^${pathSegment}&=+/]+`, 'gu');
const parameterEscaped = new RegExp(`[^${pathSegment}/?]+`, 'gu');
const fragmentEscaped = new RegExp(`[^${pathSegment}&=+/?]+`, 'gu');

interface Encoding {
  readonly name: BufferEncoding;
  /** The last character it has. */
  readonly last: string;
}

const utf8: Encoding = { name: 'utf8', last: '\u{10ffff}' };
const latin1: Encoding = { name: 'latin1', last: '\u00ff' };
const ascii: Encoding = { name: 'latin1', last: '\u007f' };

const encodings: ReadonlyMap<string, Encoding> = new Map([
  ...(['UTF-8', 'UTF8'] as const).map((name) => [name, utf8] as const),
  ...(['ISO-8859-1', 'ISO8859-1', 'LATIN1'] as const).map((name) => [name, latin1] as const),
  ...(['US-ASCII', 'ASCII'] as const).map((name) => [name, ascii] as const),
]);

/** @throws TemplateError `value` for a character set that is not known */
function encodingOf(charset: string): Encoding {
  const encoding = encodings.get(charset.toUpperCase());
  if (!encoding) throw new TemplateError('value', 'Addresses are written in UTF-8, ISO-8859-1 or US-ASCII.');
  return encoding;
}

/** Characters that the set lacks become `?`, as Java has it. */
function percentEncode(text: string, { name, last }: Encoding): string {
  const known = name === 'utf8' ? text : Array.from(text, (character) => (character > last ? '?' : character)).join('');
  return Buffer.from(known, name).toString('hex').toUpperCase().replace(/../g, '%$&');
}

type Escape = (text: string, charset?: string) => string;

const escaping =
  (escaped: RegExp): Escape =>
  (text, charset = 'UTF-8') => {
    const encoding = encodingOf(charset);
    return text.replace(escaped, (characters) => percentEncode(characters, encoding));
  };

/** RFC 3986 §3.3: what is no `pchar` and no `/`. */
export const escapePath = escaping(pathEscaped);
/** RFC 3986 §3.3: what is no `pchar`. */
export const escapePathSegment = escaping(segmentEscaped);
/** A name or a value of a query. */
export const escapeQueryParameter = escaping(parameterEscaped);
/** RFC 3986 §3.5. */
export const escapeFragment = escaping(fragmentEscaped);

/** The bytes of `%XX%XX…`; what is no escape stays as it is. */
const unescaping: Escape = (text, charset = 'UTF-8') => {
  const encoding = encodingOf(charset);
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString(encoding.name),
  );
};

export const unescapePath = unescaping;
export const unescapePathSegment = unescaping;
/** In a query `+` is a blank. */
export const unescapeQueryParameter: Escape = (text, charset) => unescaping(text.replaceAll('+', ' '), charset);
export const unescapeFragment = unescaping;
