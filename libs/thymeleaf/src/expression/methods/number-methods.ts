import { printed } from '../../printed.js';
import type { Value } from '../../value.js';
import { compareValues, isEqual } from '../equality.js';
import { calendarField } from './calendar-field.js';
import { method, type MethodTable, type ValueMethod } from './value-method.js';

/** What Java's numbers offer. */
export const numberMethods: MethodTable<number> = new Map<string, ValueMethod<number>>([
  ['intValue', method(0, 0, (self) => Math.trunc(self))],
  ['longValue', method(0, 0, (self) => Math.trunc(self))],
  ['doubleValue', method(0, 0, (self) => self)],
  ['equals', method(1, 1, (self, given, scope) => isEqual(self, given[0] ?? null, scope))],
  ['compareTo', method(1, 1, (self, given) => Math.sign(compareValues(self, given[0] ?? null) ?? 0))],
  ['toString', method(0, 0, (self, _, scope) => printed(self, scope))],
]);

export const booleanMethods: MethodTable<boolean> = new Map<string, ValueMethod<boolean>>([
  ['booleanValue', method(0, 0, (self) => self)],
  ['equals', method(1, 1, (self, given) => self === given[0])],
  ['toString', method(0, 0, (self) => String(self))],
]);

export const dateMethods: MethodTable<Date> = new Map<string, ValueMethod<Date>>([
  ['getTime', method(0, 0, (self) => self.getTime())],
  ['get', method(1, 1, (self, given, scope) => calendarField(self, given[0] ?? null, scope))],
  ['toEpochMilli', method(0, 0, (self) => self.getTime())],
  ['before', method(1, 1, (self, given) => isOrdered(self, given, -1))],
  ['after', method(1, 1, (self, given) => isOrdered(self, given, 1))],
  ['isBefore', method(1, 1, (self, given) => isOrdered(self, given, -1))],
  ['isAfter', method(1, 1, (self, given) => isOrdered(self, given, 1))],
  ['equals', method(1, 1, (self, given, scope) => isEqual(self, given[0] ?? null, scope))],
  ['toString', method(0, 0, (self, _, scope) => printed(self, scope))],
]);

function isOrdered(self: Date, given: readonly Value[], order: number): boolean {
  return Math.sign(compareValues(self, given[0] ?? null) ?? 0) === order;
}
