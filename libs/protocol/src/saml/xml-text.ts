import { XmlProblem } from './xml-problem.js';

/** What XML 1.0 knows without a DTD (§4.6). */
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);
const REFERENCE = /&([^;&]{0,10})(;?)/g;

/** Characters that no XML 1.0 document may have (§2.2). */
// eslint-disable-next-line no-control-regex -- These are what is looked for.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;

/** Whether all characters may stand in XML. */
export function isXmlText(text: string): boolean {
  return !FORBIDDEN.test(text);
}

/**
 * Text with its references resolved: those that XML knows by itself, and characters by number. Entities would need a DTD, which is refused.
 * @throws XmlProblem
 */
export function resolveReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(REFERENCE, (_all, name: string, end: string) => {
    const character = end === '' ? undefined : (PREDEFINED.get(name) ?? byNumber(name));
    if (character === undefined || !isXmlText(character)) throw new XmlProblem('refers to an entity');
    return character;
  });
}

function byNumber(name: string): string | undefined {
  const [, hexadecimal, decimal] = /^#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
  const code = hexadecimal === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hexadecimal, 16);
  return Number.isInteger(code) && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
