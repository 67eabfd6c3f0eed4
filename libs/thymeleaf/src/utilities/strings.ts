import { BoundedText } from '../bounded-text.js';
import { escapeHtml } from '../escaping/html.js';
import { escapeJava, unescapeJava } from '../escaping/java.js';
import { escapeJavaScript, unescapeJavaScript } from '../escaping/javascript.js';
import type { Scope } from '../scope.js';
import { TemplateError } from '../template-error.js';
import { indexOfText } from '../text-search.js';
import type { Value } from '../value.js';
import { capitalizeWords, withFirst } from './capital-letters.js';
import { givenInteger, givenItems, givenText, madeText, textOrNull } from './given.js';
import { withItems, type Methods } from './over-items.js';
import { replaceAllOf, replaceText } from './replace-text.js';
import type { UtilityMethod, UtilityObject } from './utility.js';

/** A method that makes a text of a text; null stays null. */
const making =
  (make: (text: string, scope: Scope, ...given: readonly (Value | undefined)[]) => string | null): UtilityMethod =>
  (scope, target = null, ...given) => {
    const text = textOrNull(target, scope);
    const made = text === null ? null : make(text, scope, ...given);
    return made === null ? null : madeText(made, scope);
  };

/** A method that says something about a text, which may not be null. */
const about =
  (say: (text: string, fragment: string, scope: Scope) => Value): UtilityMethod =>
  (scope, target, fragment) =>
    say(givenText(target, scope), givenText(fragment, scope), scope);

function upper(text: string, { environment }: Scope): string {
  return text.toLocaleUpperCase(environment.locale);
}

function lower(text: string, { environment }: Scope): string {
  return text.toLocaleLowerCase(environment.locale);
}

function abbreviate(text: string, _: Scope, size: Value | undefined): string {
  const length = givenInteger(size);
  if (length < 3) throw new TemplateError('value', 'Texts are abbreviated to 3 characters or more.');
  return text.length <= length ? text : `${text.slice(0, length - 3)}...`;
}

/** As Java has it: places that do not exist are a mistake. */
function substring(text: string, _: Scope, start: Value | undefined, end: Value | undefined): string {
  const from = givenInteger(start);
  const to = end === undefined ? text.length : givenInteger(end);
  if (from < 0 || to < from || to > text.length)
    throw new TemplateError('value', 'The text is too short for this part of it.');
  return text.slice(from, to);
}

function after(text: string, scope: Scope, fragment: Value | undefined): string | null {
  const searched = givenText(fragment, scope);
  const found = indexOfText(text, searched);
  return found < 0 ? null : text.slice(found + searched.length);
}

function before(text: string, scope: Scope, fragment: Value | undefined): string | null {
  const found = indexOfText(text, givenText(fragment, scope));
  return found < 0 ? null : text.slice(0, found);
}

function repeat(text: string, scope: Scope, times: Value | undefined): string {
  const count = Math.max(0, givenInteger(times));
  scope.budget.build(text.length * count);
  return text.repeat(text === '' ? 0 : count);
}

function padding(scope: Scope, count: Value | undefined, unit: Value | undefined): string {
  const made = repeat(givenText(unit ?? ' ', scope).slice(0, 1), scope, count);
  return madeText(made, scope);
}

const isBlank = (text: string | null) => text === null || text.trim() === '';

const replaceMany = (text: string, scope: Scope, from: Value | undefined, to: Value | undefined): string => {
  const [searched, inserted] = [givenItems(from, scope), givenItems(to, scope)];
  if (searched.length !== inserted.length)
    throw new TemplateError('value', 'There are not as many texts to put in as to replace.');
  return replaceAllOf(
    text,
    searched.map((item, at) => [givenText(item, scope), givenText(inserted[at] ?? null, scope)] as const),
    scope.budget,
  );
};

const forItems: Methods = withItems({
  toString: making((text) => text),
  abbreviate: making(abbreviate),
  contains: about((text, fragment) => indexOfText(text, fragment) >= 0),
  containsIgnoreCase: about((text, fragment, scope) => indexOfText(upper(text, scope), upper(fragment, scope)) >= 0),
  startsWith: about((text, fragment) => text.startsWith(fragment)),
  endsWith: about((text, fragment) => text.endsWith(fragment)),
  substring: making(substring),
  substringAfter: making(after),
  substringBefore: making(before),
  prepend: making((text, scope, prefix) => givenText(prefix, scope) + text),
  append: making((text, scope, suffix) => text + givenText(suffix, scope)),
  repeat: making(repeat),
  indexOf: about((text, fragment) => indexOfText(text, fragment)),
  isEmpty: (scope, target) => isBlank(textOrNull(target, scope)),
  length: (scope, target) => givenText(target, scope).length,
  replace: making((text, scope, from, to) =>
    replaceText(text, [givenText(from, scope), givenText(to, scope)], scope.budget),
  ),
  multipleReplace: making(replaceMany),
  toUpperCase: making(upper),
  toLowerCase: making(lower),
  trim: making((text) => text.trim()),
  capitalize: making((text) => withFirst(text, (letter) => letter.toUpperCase())),
  unCapitalize: making((text) => withFirst(text, (letter) => letter.toLowerCase())),
  capitalizeWords: making((text, scope, delimiters) =>
    capitalizeWords(text, textOrNull(delimiters, scope) ?? undefined),
  ),
  escapeXml: making(escapeHtml),
  escapeJavaScript: making(escapeJavaScript),
  unescapeJavaScript: making(unescapeJavaScript),
  escapeJava: making(escapeJava),
  unescapeJava: making(unescapeJava),
  padStart: making((text, scope, count, unit) => padding(scope, count, unit) + text),
  padEnd: making((text, scope, count, unit) => text + padding(scope, count, unit)),
  defaultString: (scope, target = null, instead = null) => {
    const text = textOrNull(target, scope);
    return isBlank(text) ? textOrNull(instead, scope) : text;
  },
});

function concat(scope: Scope, nothing: string, given: readonly Value[]): string {
  const text = new BoundedText(scope.budget);
  for (const value of given) text.add(textOrNull(value, scope) ?? nothing);
  return text.toString();
}

/** Null among the items is written, as Java does. */
const join: UtilityMethod = (scope, items = null, separator = null) => {
  const between = givenText(separator, scope);
  if (items === null) return null;
  const text = new BoundedText(scope.budget);
  givenItems(items, scope).forEach((item, at) =>
    text.add((at > 0 ? between : '') + (textOrNull(item, scope) ?? 'null')),
  );
  return text.toString();
};

/** The pieces between any of the separator's characters; empty ones are left out. */
const split: UtilityMethod = (scope, target = null, separator = null) => {
  const between = new Set(givenText(separator, scope));
  const text = textOrNull(target, scope);
  if (text === null) return null;
  const pieces: string[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && !between.has(text.charAt(at))) continue;
    if (at > start) pieces.push(text.slice(start, at));
    start = at + 1;
  }
  scope.budget.spend(pieces.length);
  return pieces;
};

const equality =
  (same: (one: string, other: string) => boolean): UtilityMethod =>
  (scope, first = null, second = null) => {
    const [one, other] = [textOrNull(first, scope), textOrNull(second, scope)];
    return one === null || other === null ? one === other : same(one, other);
  };

/** `#strings`. */
export const strings: UtilityObject = new Map(
  Object.entries({
    ...forItems,
    equals: equality((one, other) => one === other),
    equalsIgnoreCase: equality((one, other) => one.toUpperCase().toLowerCase() === other.toUpperCase().toLowerCase()),
    concat: (scope, ...given) => concat(scope, '', given),
    concatReplaceNulls: (scope, nothing = null, ...given) => concat(scope, textOrNull(nothing, scope) ?? 'null', given),
    ...{ join, arrayJoin: join, listJoin: join, setJoin: join },
    ...{ split, arraySplit: split, listSplit: split },
    setSplit: (scope, ...given) => {
      const pieces = split(scope, ...given);
      return pieces === null ? null : new Set(givenItems(pieces, scope));
    },
    randomAlphanumeric: () => {
      throw new TemplateError('refused', 'Pages draw nothing at random; take #ids for names that are different.');
    },
  } satisfies Methods),
);
