import type { Parsing } from './parsing.js';

/** Names that lead from data to the machine below it, in Java or in JavaScript. Data never has them. */
const refusedNames: ReadonlySet<string> = new Set([
  ...['class', 'getClass', 'classLoader', 'getClassLoader', 'forName', 'newInstance', 'declaringClass'],
  ...['constructor', 'prototype', '__proto__', '__defineGetter__', '__defineSetter__'],
  ...['__lookupGetter__', '__lookupSetter__', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable'],
]);

export function isRefusedName(name: string): boolean {
  return refusedNames.has(name);
}

/** @throws TemplateError `refused` */
export function refuseName(parsing: Parsing, offset: number, name: string): void {
  if (isRefusedName(name))
    parsing.fail(offset, 'refused', `Access to “${name}” is forbidden: it is no data of the page.`);
}
