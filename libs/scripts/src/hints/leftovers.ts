import { adviceFor, javaStandIns } from './java-classes.js';
import { maskedSource } from './masked-source.js';
import { insteadOfName, olderNames } from './older-idioms.js';

/** A use of something that is not here. */
export interface Leftover {
  /** What is used: `load`, `java.net.URL`. */
  readonly name: string;
  /** What to do instead, as plain text. */
  readonly instead: string;
  /** From the beginning of the source. */
  readonly offset: number;
}

/** Uses that are looked for in a source. */
const MOST_LEFTOVERS = 50;
const NOT_A_MEMBER = String.raw`(?<![\w$.]|\btypeof\s{0,20})`;
const PATH = String.raw`(?:\s{0,5}\.\s{0,5}[\w$]{1,60})`;
/** Called, made with `new`, or asked for a member: whoever only looks whether a name is there writes something else. */
const USED = new RegExp(`${NOT_A_MEMBER}(${olderNames.map(escaped).join('|')})(?=\\s{0,20}[(.])`, 'g');
const CLASS = new RegExp(
  `${NOT_A_MEMBER}(?:Packages${PATH}{2,10}|javax?${PATH}{2,10}|(?:org|com|net|edu|ca|software|okhttp3|io)${PATH}{2,10})`,
  'g',
);
const TYPE_CALL = /(?<![\w$.])Java\s{0,5}\.\s{0,5}type\s{0,5}\(/g;
const TYPE_NAME = /\s{0,20}(["'`])([\w.$]{1,200})\1/y;

/** What of a source is not here and would fail when a run comes to it, in the order of the source; nothing of texts and comments. */
export function leftoversIn(source: string): readonly Leftover[] {
  const code = maskedSource(source);
  const found = [...usedNames(code), ...classesByPath(code), ...classesByName(code, source)];
  return found.toSorted((one, other) => one.offset - other.offset).slice(0, MOST_LEFTOVERS);
}

/** The class that a path of names leads to: up to the first that has a capital letter. @param path `Packages.java.util.Map.Entry` */
export function classIn(path: string): string | undefined {
  const [, name] = /^(?:Packages\.)?((?:[a-z_$][\w$]*\.)+[A-Z][\w$]*)/.exec(path.replace(/\s/g, '')) ?? [];
  return name;
}

function* usedNames(code: string): Generator<Leftover> {
  const own = new Map<string, boolean>();
  for (const { 1: name = '', index } of firstOf(code.matchAll(USED))) {
    const instead = insteadOfName(name);
    if (instead === undefined || isMethod(code, index + name.length)) continue;
    const [root = ''] = name.split('.');
    if (!own.has(root)) own.set(root, isDeclared(code, root));
    if (own.get(root) !== true) yield { name, instead, offset: index };
  }
}

function* classesByPath(code: string): Generator<Leftover> {
  for (const { 0: path, index } of firstOf(code.matchAll(CLASS))) {
    const name = classIn(path);
    if (name === undefined || isDeclared(code, path.split(/[\s.]/)[0] ?? '')) continue;
    if (!isHere(path, name)) yield { name, instead: adviceFor(name), offset: index };
  }
}

function* classesByName(code: string, source: string): Generator<Leftover> {
  for (const { 0: call, index } of firstOf(code.matchAll(TYPE_CALL))) {
    TYPE_NAME.lastIndex = index + call.length;
    const [, , name] = TYPE_NAME.exec(source) ?? [];
    if (name !== undefined && !javaStandIns.has(name)) yield { name, instead: adviceFor(name), offset: index };
  }
}

/** Only `java` and `Packages` are there. */
function isHere(path: string, name: string): boolean {
  return javaStandIns.has(name) && /^(?:java|Packages)\b/.test(path);
}

/** Defined, not called: `load() { … }` of a class. */
function isMethod(code: string, at: number): boolean {
  return /^\s{0,20}\([\w\s,$]{0,200}\)\s{0,20}\{/.test(code.slice(at, at + 300));
}

/** By its look: a variable, a function or a parameter of the source's own. */
function isDeclared(code: string, name: string): boolean {
  const own = escaped(name);
  const asVariable = String.raw`\b(?:var|let|const|function|class)\s{1,20}${own}(?![\w$])`;
  const asAssigned = String.raw`(?<![\w$.])${own}\s{0,20}=(?!=)`;
  const asParameter = String.raw`[(,]\s{0,20}${own}\s{0,20}(?:,[\w\s,$]{0,200})?\)\s{0,20}(?:\{|=>)`;
  return new RegExp(`${asVariable}|${asAssigned}|${asParameter}`).test(code);
}

function escaped(name: string): string {
  return name.replace(/[$.]/g, String.raw`\$&`);
}

function* firstOf<Item>(items: Iterable<Item>): Generator<Item> {
  let count = 0;
  for (const item of items) {
    if (count >= MOST_LEFTOVERS) return;
    count++;
    yield item;
  }
}
