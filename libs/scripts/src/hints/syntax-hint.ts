import { aroundPlace, lineOf, placeAt, type SourcePlace } from './source-place.js';

/** Why a source cannot be loaded, as the engine says, and where. */
export interface SyntaxFault {
  readonly message: string;
  readonly place?: SourcePlace;
}

/** What a line has that is no JavaScript of today, and what to write: a sentence without its full stop. */
const IN_LINE: readonly (readonly [RegExp, string])[] = [
  [/\bfor\s+each\s*\(/, 'write "for (const x of list)"; "for each" was of older engines'],
  [
    /\bcatch\s*\(\s*[\w$]+\s+if\b/,
    'write "catch (e) { if (!(…)) throw e; … }"; a condition in catch was of older engines',
  ],
  [
    /\bfunction\b\s*[\w$]*\s*\([^()]*\)\s*[^\s{/]/,
    'write "(x) => x * 2", or braces and return; a function without them was of older engines',
  ],
  [/^\s*import\b(?!\s*[(.])/, 'one script is one text: build it with a bundler if it has parts'],
  [/^\s*export\b/, 'only modules export: set ecmascript_module=true where it is named, or leave export out'],
  [/^\s*#/, 'comments begin with //'],
  [/^\s*(?:package|@\w+)\b/, 'scripts are JavaScript, not Java'],
  [
    /(?:^|[;{(])\s*(?:final\s+)?(?:int|long|double|boolean|String|Object|(?:List|Map|Set)(?:<[^;=()]*>)?)\s+[\w$]+\s*(?:[=;,)]|$)/,
    'write let or const in place of a type',
  ],
];

const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201a\u201b\u201c-\u201f\u00ab\u00bb\u2039\u203a\u00b4]/, 'write a plain quotation mark, \' or "'],
  [/[\u2010-\u2015\u2212]/, 'write a plain minus, -'],
  [/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/, 'it cannot be seen: delete it'],
];

/** What the engine says of an import, without a place; see `loaded-guest.ts`. */
export const NO_IMPORT = /^modules cannot be imported here: (.{1,400})$/;

/**
 * What an author is to write instead of what the engine does not understand, where that can be seen at the place: of older engines, of word
 * processors, of Java. Undefined where nothing is.
 */
export function syntaxHint({ message, place }: SyntaxFault, source: string): string | undefined {
  if (place === undefined) return undefined;
  const { before, after } = aroundPlace(source, place);
  const [letter = ''] = after.slice(0, 2);
  if (/unexpected character/.test(message) && letter !== '') return letterHint(letter);
  const around = lineOf(source, place.line).slice(Math.max(0, before.length - 500), before.length + 500);
  return IN_LINE.find(([pattern]) => pattern.test(around))?.[1];
}

/** Where a source imports what it cannot import, of which the engine says only the name. */
export function importPlace(message: string, source: string): SourcePlace | undefined {
  const [, name] = NO_IMPORT.exec(message) ?? [];
  if (name === undefined) return undefined;
  const offset = ["'", '"'].map((quote) => source.indexOf(quote + name + quote)).find((at) => at >= 0);
  return offset === undefined ? undefined : placeAt(source, offset);
}

function letterHint(letter: string): string {
  const code = `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const remedy = LETTERS.find(([pattern]) => pattern.test(letter))?.[1];
  const isSeen = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(letter);
  return `it is ${isSeen ? `${letter} (${code})` : code}${remedy === undefined ? '' : `; ${remedy}`}`;
}
