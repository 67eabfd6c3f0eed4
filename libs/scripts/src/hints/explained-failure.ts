import { adviceFor } from './java-classes.js';
import { classIn } from './leftovers.js';
import { insteadOfName } from './older-idioms.js';
import { aroundPlace, type SourcePlace } from './source-place.js';
import { NO_IMPORT, syntaxHint } from './syntax-hint.js';

const NOT_DEFINED = /^ReferenceError: '([\w$]{1,60})' is not defined$/;
/** Of the engine's own messages those that name nothing. */
const NAMELESS = /^TypeError: (?:not a function| is not a constructor)$/;
const NO_CLASS = /^The Java class ([\w.$]{1,100}) is not available$/;
/** What is called, before the bracket of the call. */
const CALLED = /((?:[\w$]{1,60}\s{0,5}\??\.\s{0,5}){0,6}[\w$]{1,60})\s{0,5}(?:\?\.)?$/;
const PATH = /^[\w$]{1,60}(?:\s{0,5}\.\s{0,5}[\w$]{1,60}){1,10}/;

/**
 * What a script threw, with what its author may do about it: told by the host out of the source, since the guest has no words to spare. Text that
 * the script made up itself gets at most a sentence more.
 */
export function explainedFailure(detail: string, source: string, position: Partial<SourcePlace> | undefined): string {
  const place = placeOf(position);
  const [, name] = NOT_DEFINED.exec(detail) ?? [];
  if (name !== undefined) return withHint(detail, nameHint(name, source, place));
  const [, className] = NO_CLASS.exec(detail) ?? [];
  if (className !== undefined) return withHint(detail, adviceFor(className));
  if (NAMELESS.test(detail)) return calledFailure(detail.replace(':  is', ': it is'), source, place);
  if (NO_IMPORT.test(detail)) return withHint(detail, insteadOfName('load'));
  if (!detail.startsWith('SyntaxError: ')) return detail;
  return withHint(detail, syntaxHint({ message: detail, ...(place && { place }) }, source));
}

function nameHint(name: string, source: string, place: SourcePlace | undefined): string | undefined {
  const after = place === undefined ? '' : aroundPlace(source, place).after;
  const path = after.startsWith(name) ? PATH.exec(after)?.[0] : undefined;
  const found = path === undefined ? undefined : classIn(path);
  return found === undefined ? insteadOfName(name) : `${found} is a class of Java; ${adviceFor(found)}`;
}

/** What is called there. It need not be the culprit: that may also be what a built-in function was given to call. */
function calledFailure(detail: string, source: string, place: SourcePlace | undefined): string {
  if (place === undefined) return detail;
  const { before, after } = aroundPlace(source, place);
  const [, called] = after.startsWith('(') ? (CALLED.exec(before.slice(-500)) ?? []) : [];
  if (called === undefined) return detail;
  const name = called.replace(/[\s?]/g, '');
  return withHint(`${detail}, at ${name}`, insteadOfName(name));
}

function placeOf({ line, column }: Partial<SourcePlace> = {}): SourcePlace | undefined {
  return line === undefined || column === undefined ? undefined : { line, column };
}

function withHint(detail: string, hint: string | undefined): string {
  return hint === undefined ? detail : `${detail}: ${hint}`;
}
