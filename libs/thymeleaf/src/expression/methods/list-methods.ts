import type { Scope } from '../../scope.js';
import { TemplateError } from '../../template-error.js';
import type { Value, ValueList } from '../../value.js';
import { isEqual } from '../equality.js';
import { printed } from '../../printed.js';
import { indexArgument, method, type MethodTable, type ValueMethod } from './value-method.js';

/** What Java's List and Collection offer for reading. */
export const listMethods: MethodTable<ValueList> = new Map<string, ValueMethod<ValueList>>([
  ['size', method(0, 0, (self) => self.length)],
  ['length', method(0, 0, (self) => self.length)],
  ['isEmpty', method(0, 0, (self) => self.length === 0)],
  ['get', method(1, 1, (self, given) => itemAt(self, given))],
  ['getFirst', method(0, 0, (self) => self[0] ?? null)],
  ['getLast', method(0, 0, (self) => self.at(-1) ?? null)],
  ['contains', method(1, 1, (self, given, scope) => indexOf(self, given[0] ?? null, scope) >= 0)],
  ['containsAll', method(1, 1, (self, given, scope) => containsAll(self, given[0] ?? null, scope))],
  ['indexOf', method(1, 1, (self, given, scope) => indexOf(self, given[0] ?? null, scope))],
  ['subList', method(2, 2, (self, given) => self.slice(...bounds(self, given)))],
  ['equals', method(1, 1, (self, given, scope) => isEqual(self, given[0] ?? null, scope))],
  ['toString', method(0, 0, (self, _, scope) => printed(self, scope))],
]);

/** What Java's Set offers for reading. */
export const setMethods: MethodTable<ReadonlySet<Value>> = new Map<string, ValueMethod<ReadonlySet<Value>>>([
  ['size', method(0, 0, (self) => self.size)],
  ['isEmpty', method(0, 0, (self) => self.size === 0)],
  ['contains', method(1, 1, (self, given, scope) => indexOf([...self], given[0] ?? null, scope) >= 0)],
  ['containsAll', method(1, 1, (self, given, scope) => containsAll([...self], given[0] ?? null, scope))],
  ['equals', method(1, 1, (self, given, scope) => isEqual(self, given[0] ?? null, scope))],
  ['toString', method(0, 0, (self, _, scope) => printed(self, scope))],
]);

function itemAt(self: ValueList, given: readonly Value[]): Value {
  const item = self[indexArgument(given, 0, Number.MAX_SAFE_INTEGER)];
  if (item === undefined) throw new TemplateError('value', 'A list has no item at the position that get() asks for.');
  return item;
}

export function indexOf(self: ValueList, wanted: Value, scope: Scope): number {
  scope.budget.spend(self.length);
  return self.findIndex((item) => isEqual(item, wanted, scope));
}

function containsAll(self: ValueList, wanted: Value, scope: Scope): boolean {
  const items = wanted instanceof Set ? [...(wanted as ReadonlySet<Value>)] : wanted;
  if (!Array.isArray(items)) throw new TemplateError('value', 'containsAll() takes a list.');
  return (items as readonly Value[]).every((item) => indexOf(self, item, scope) >= 0);
}

function bounds(self: ValueList, given: readonly Value[]): [number, number] {
  const from = indexArgument(given, 0, self.length);
  return [from, Math.max(from, indexArgument(given, 1, self.length))];
}
