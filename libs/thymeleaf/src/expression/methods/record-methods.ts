import { printed } from '../../printed.js';
import { ENTRIES, type Value, type ValueRecord } from '../../value.js';
import { isEqual } from '../equality.js';
import { entriesOf } from '../items.js';
import { ownEntry } from '../property.js';
import { indexOf } from './list-methods.js';
import { method, type MethodTable, textArgument, type ValueMethod } from './value-method.js';

/** What Java's Map offers for reading, and the getters of sessions and requests. */
export const recordMethods: MethodTable<ValueRecord> = new Map<string, ValueMethod<ValueRecord>>([
  ['get', method(1, 1, (self, given, scope) => entry(self, textArgument(given, 0, scope)))],
  [
    'getOrDefault',
    method(2, 2, (self, given, scope) => entry(self, textArgument(given, 0, scope)) ?? given[1] ?? null),
  ],
  ['getAttribute', method(1, 1, (self, given, scope) => entry(self, textArgument(given, 0, scope)))],
  // Of a request, whether it shall be made or not.
  ['getSession', method(0, 1, (self) => entry(self, 'session'))],
  [
    'getValue',
    method(0, 1, (self, given, scope) => entry(self, given.length === 0 ? 'value' : textArgument(given, 0, scope))),
  ],
  [
    'containsKey',
    method(1, 1, (self, given, scope) => Object.hasOwn(entriesRecord(self), textArgument(given, 0, scope))),
  ],
  [
    'containsValue',
    method(1, 1, (self, given, scope) => indexOf(Object.values(entriesRecord(self)), given[0] ?? null, scope) >= 0),
  ],
  ['keySet', method(0, 0, (self) => new Set(Object.keys(entriesRecord(self))))],
  ['values', method(0, 0, (self) => Object.values(entriesRecord(self)))],
  ['entrySet', method(0, 0, (self) => entriesOf(self))],
  ['size', method(0, 0, (self) => Object.keys(entriesRecord(self)).length)],
  ['isEmpty', method(0, 0, (self) => Object.keys(entriesRecord(self)).length === 0)],
  ['equals', method(1, 1, (self, given, scope) => isEqual(self, given[0] ?? null, scope))],
  ['toString', method(0, 0, (self, _, scope) => printed(self, scope))],
]);

function entriesRecord(self: ValueRecord): ValueRecord {
  return self[ENTRIES] ?? self;
}

function entry(self: ValueRecord, name: string): Value {
  return ownEntry(entriesRecord(self), name) ?? null;
}
