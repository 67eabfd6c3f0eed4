import type { Scope } from '../../scope.js';
import { TemplateError } from '../../template-error.js';
import { ENTRIES, MarkupText, PRINTED, type Value, type ValueList, type ValueRecord } from '../../value.js';
import { isRecord, kindOf, ownEntry, propertyOf } from '../property.js';
import { isRefusedName } from '../refused-names.js';
import { listMethods, setMethods } from './list-methods.js';
import { booleanMethods, dateMethods, numberMethods } from './number-methods.js';
import { recordMethods } from './record-methods.js';
import { textMethods } from './text-methods.js';
import type { MethodTable, ValueMethod } from './value-method.js';

/** A method as it was written: its name, and its arguments as values. */
export interface MethodCall {
  readonly name: string;
  readonly given: readonly Value[];
}

/** @throws TemplateError `unknown` where such a value has no such method, `value` for arguments it cannot work with */
export function callMethod(self: Value, call: MethodCall, scope: Scope): Value {
  const result = callOfType(self, call, scope);
  if (result !== undefined) return result;
  const property = getterOf(self, call);
  if (property !== undefined) return property;
  throw new TemplateError(
    'unknown',
    `${capital(kindOf(self))} has no method ${call.name}() that expressions may call.`,
  );
}

function callOfType(self: Value, call: MethodCall, scope: Scope): Value | undefined {
  if (typeof self === 'string') return callOf(textMethods, self, call, scope);
  if (typeof self === 'number') return callOf(numberMethods, self, call, scope);
  if (typeof self === 'boolean') return callOf(booleanMethods, self, call, scope);
  if (self instanceof MarkupText) return callOf(textMethods, self.markup, call, scope);
  if (self instanceof Date) return callOf(dateMethods, self, call, scope);
  if (self instanceof Set) return callOf(setMethods, self as ReadonlySet<Value>, call, scope);
  if (Array.isArray(self)) return callOfList(self as ValueList, call, scope);
  return isRecord(self) ? callOfRecord(self, call, scope) : undefined;
}

/** A list that is a map as well answers `get` with a name, and what only maps have. */
function callOfList(self: ValueList, call: MethodCall, scope: Scope): Value | undefined {
  const entries = self[ENTRIES];
  if (!entries) return callOf(listMethods, self, call, scope);
  const isKey = call.name === 'get' && typeof call.given[0] !== 'number';
  if (!isKey && listMethods.has(call.name)) return callOf(listMethods, self, call, scope);
  return callOf(recordMethods, entries, call, scope);
}

/** What a record holds under the name of a getter comes first; one that stands for a text has the methods of texts too. */
function callOfRecord(record: ValueRecord, call: MethodCall, scope: Scope): Value | undefined {
  const own = call.given.length === 0 && !isRefusedName(call.name) ? ownEntry(record, call.name) : undefined;
  if (own !== undefined) return own;
  const text = record[PRINTED];
  if (text !== undefined && textMethods.has(call.name)) return callOf(textMethods, text, call, scope);
  return callOf(recordMethods, record, call, scope);
}

function callOf<T>(table: MethodTable<T>, self: T, call: MethodCall, scope: Scope): Value | undefined {
  const found = table.get(call.name);
  if (!found) return undefined;
  checkCount(found, call);
  if (typeof self === 'string') scope.budget.spend(self.length >> 6);
  return found.call(self, call.given, scope);
}

/** @throws TemplateError `value` */
function checkCount({ takes: [least, most] }: Pick<ValueMethod<never>, 'takes'>, { name, given }: MethodCall): void {
  if (given.length >= least && given.length <= most) return;
  const wanted = least === most ? String(least) : `${String(least)} to ${String(most)}`;
  throw new TemplateError('value', `${name}() takes ${wanted} arguments, not ${String(given.length)}.`);
}

/** `getName()` and `isActive()` are the properties `name` and `active`. */
function getterOf(self: Value, { name, given }: MethodCall): Value | undefined {
  const property = given.length === 0 ? propertyOfGetter(name) : undefined;
  return property === undefined ? undefined : propertyOf(self, property);
}

/** The property that a getter stands for; undefined where the name is no getter's. */
export function propertyOfGetter(name: string): string | undefined {
  const prefix = ['get', 'is'].find((word) => name.startsWith(word) && /^[A-Z]/.test(name.slice(word.length)));
  if (prefix === undefined) return undefined;
  const rest = name.slice(prefix.length);
  return rest.charAt(0).toLowerCase() + rest.slice(1);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
