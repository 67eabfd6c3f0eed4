import { XmlProblem } from './xml-problem.js';
import { resolveReferences } from './xml-text.js';

/** A piece of an XML document. Attributes are as written, with their prefixes. */
export type XmlToken =
  | {
      readonly kind: 'start';
      readonly name: string;
      readonly attributes: ReadonlyMap<string, string>;
      readonly isEmpty: boolean;
    }
  | { readonly kind: 'end'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** No message has more: ours have at most five. */
const MOST_ATTRIBUTES = 50;

/** Not `\s`, which has more than XML calls white space (§2.3). */
const SPACE = String.raw`[ \t\r\n]`;
const NAME = String.raw`(?:[A-Za-z_][\w.-]{0,99}:)?[A-Za-z_][\w.-]{0,99}`;
const DECLARATION = /<\?xml version=(["'])1\.0\1(?: encoding=(["'])UTF-8\2)?(?: standalone=(["'])(?:yes|no)\3)? ?\?>/iy;
const START = new RegExp(`<(${NAME})`, 'y');
const ATTRIBUTE = new RegExp(String.raw`${SPACE}+(${NAME})${SPACE}*=${SPACE}*(?:"([^<"]*)"|'([^<']*)')`, 'y');
const START_END = new RegExp(`${SPACE}*(/?)>`, 'y');
const END = new RegExp(`</(${NAME})${SPACE}*>`, 'y');
const TEXT = /[^<]+/y;

/**
 * The pieces of a document in the part of XML that SAML messages need. Comments, instructions, character data sections and everything of a DTD are
 * refused: signatures leave comments out, and what readers make of the rest differs.
 * @throws XmlProblem
 */
export function* xmlTokens(document: string): Generator<XmlToken> {
  let place = matchAt(DECLARATION, document, 0)?.[0].length ?? 0;
  while (place < document.length) {
    const [token, next] = tokenAt(document, place);
    yield token;
    place = next;
  }
}

function tokenAt(document: string, place: number): readonly [XmlToken, number] {
  const text = matchAt(TEXT, document, place);
  if (text) return [{ kind: 'text', text: textOf(text[0]) }, TEXT.lastIndex];
  const end = matchAt(END, document, place);
  if (end) return [{ kind: 'end', name: end[1] ?? '' }, END.lastIndex];
  const start = matchAt(START, document, place);
  if (!start) throw new XmlProblem('has something other than elements and text, or a name in other letters');
  return startTag(document, start[1] ?? '', START.lastIndex);
}

function startTag(document: string, name: string, place: number): readonly [XmlToken, number] {
  const attributes = new Map<string, string>();
  let next = place;
  for (let found = matchAt(ATTRIBUTE, document, next); found; found = matchAt(ATTRIBUTE, document, next)) {
    const [, key = '', inDouble, inSingle = ''] = found;
    if (attributes.has(key)) throw new XmlProblem('has an attribute twice');
    if (attributes.size === MOST_ATTRIBUTES) throw new XmlProblem('has too many attributes');
    attributes.set(key, attributeValue(inDouble ?? inSingle));
    next = ATTRIBUTE.lastIndex;
  }
  const end = matchAt(START_END, document, next);
  if (!end) throw new XmlProblem('has a tag that does not end');
  return [{ kind: 'start', name, attributes, isEmpty: end[1] === '/' }, START_END.lastIndex];
}

function textOf(written: string): string {
  // The end of a character data section, which text may not have (XML §2.4).
  if (written.includes(']]>')) throw new XmlProblem('has the end of a section');
  return resolveReferences(written.replaceAll(/\r\n?/g, '\n'));
}

function attributeValue(written: string): string {
  return resolveReferences(written.replaceAll(/\r\n?/g, '\n').replaceAll(/[\t\n]/g, ' '));
}

function matchAt(pattern: RegExp, text: string, place: number): RegExpExecArray | null {
  pattern.lastIndex = place;
  return pattern.exec(text);
}
