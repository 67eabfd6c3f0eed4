import { ENTRIES, PRINTED, recordOf, type Value, type ValueRecord } from '#thymeleaf/value';
import type { VariableDescriptor, VariableDescriptors } from '../models/page-model-descriptor.js';
import { isSafeAddress } from '../models/safe-address.js';
import { skinNameOf } from './skin-contract.js';

type Records = Extract<VariableDescriptor, { kind: 'records' }>;

/**
 * A model as templates see it: documented names alone, under the names of skins, as frozen data without prototypes. What is absent or empty is null; an
 * address that must not be linked is null too.
 */
export function skinValues(variables: VariableDescriptors, model: object): ValueRecord {
  return recordOf(entriesOf(variables, model));
}

/** The same as pairs, so that more can be added. */
export function* entriesOf(variables: VariableDescriptors, model: object): Iterable<readonly [string, Value]> {
  const given = new Map<string, unknown>(Object.entries(model));
  for (const [name, variable] of Object.entries(variables)) {
    const skinName = skinNameOf(name, variable);
    const fallback = variable.kind === 'text' ? variable.fallback : undefined;
    const value =
      valueOf(variable, given.get(name)) ?? (fallback === undefined ? null : valueOf(variable, given.get(fallback)));
    if (skinName !== undefined) yield [skinName, value];
    if (skinName === 'errorMessage') yield ['error', value];
  }
}

function valueOf(variable: VariableDescriptor, given: unknown): Value {
  if (given === undefined || given === null || given === '') return null;
  switch (variable.kind) {
    case 'text':
    case 'phrase':
      return typeof given === 'string' ? given : null;
    case 'number':
      return Number(given);
    case 'flag':
      return given === true;
    case 'address':
      return typeof given === 'string' && isSafeAddress(given) ? given : null;
    case 'texts':
      return Object.freeze((given as readonly string[]).map(String));
    case 'record':
      return skinValues(variable.fields, given);
    case 'records':
      return listOf(variable, given as readonly object[]);
  }
}

function listOf({ fields, printed, entries }: Records, given: readonly object[]): Value {
  const records = given.map((one) => {
    const record = Object.fromEntries(entriesOf(fields, one));
    return printed === undefined ? skinValues(fields, one) : printedRecord(record, printed);
  });
  if (entries === undefined) return Object.freeze(records);
  const map = recordOf(
    given
      .map((one) => new Map(Object.entries(one)))
      .map((one) => [textIn(one, entries.key), textIn(one, entries.value)]),
  );
  return Object.freeze(Object.assign(records, { [ENTRIES]: map }));
}

function printedRecord(record: Readonly<Record<string, Value>>, printed: string): ValueRecord {
  const made = Object.assign(Object.create(null) as object, record, {
    [PRINTED]: textIn(new Map(Object.entries(record)), printed),
  });
  return Object.freeze(made);
}

function textIn(record: ReadonlyMap<string, unknown>, name: string): string {
  const value = record.get(name);
  return typeof value === 'string' ? value : '';
}
