import type { VariableDescriptor, VariableDescriptors } from './page-model-descriptor.js';
import { isSafeAddress } from './safe-address.js';

/** A model as a page engine sees it: exactly the documented names, each its own property of an object without a prototype. */
export type CompleteModel = Readonly<Record<string, unknown>>;

/**
 * Copies a model by its descriptors: undocumented names are left out, absent optional ones become `undefined`, an empty text gets its
 * fallback, an unsafe address is left out where the page can do without it. Page engines never see the caller's objects.
 * @throws TypeError naming the variable that is missing, of the wrong kind or unsafe.
 */
export function completeModel(descriptors: VariableDescriptors, model: object, path = ''): CompleteModel {
  const given = new Map<string, unknown>(Object.entries(model));
  const complete: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, descriptor] of Object.entries(descriptors)) {
    const value = given.get(fallbackOf(descriptor, given.get(name)) ?? name);
    complete[name] = completeValue(descriptor, value, path + name);
  }
  return Object.freeze(complete);
}

function fallbackOf(descriptor: VariableDescriptor, value: unknown): string | undefined {
  const isEmpty = value === undefined || value === '';
  return descriptor.kind === 'text' && isEmpty ? descriptor.fallback : undefined;
}

function completeValue(descriptor: VariableDescriptor, value: unknown, path: string): unknown {
  if (value === undefined) {
    if (descriptor.optional) return undefined;
    throw new TypeError(`The page variable ${path} is missing.`);
  }
  switch (descriptor.kind) {
    case 'text':
      return ofType(value, 'string', path);
    case 'number':
      return ofType(value, 'number', path);
    case 'flag':
      return ofType(value, 'boolean', path);
    case 'address':
      return addressOf(value, descriptor.optional ?? false, path);
    case 'texts':
      return listOf(value, path).map((item) => ofType(item, 'string', path));
    case 'record':
      return completeModel(descriptor.fields, recordOf(value, path), `${path}.`);
    case 'records':
      return listOf(value, path).map((item) => completeModel(descriptor.fields, recordOf(item, path), `${path}.`));
  }
}

function addressOf(value: unknown, optional: boolean, path: string): string | undefined {
  if (typeof value === 'string' && isSafeAddress(value)) return value;
  if (optional) return undefined;
  throw new TypeError(`The page variable ${path} is not an address that may be linked.`);
}

function ofType(value: unknown, type: 'string' | 'number' | 'boolean', path: string): unknown {
  if (typeof value === type) return value;
  throw new TypeError(`The page variable ${path} is not a ${type}.`);
}

function listOf(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError(`The page variable ${path} is not a list.`);
}

function recordOf(value: unknown, path: string): object {
  if (typeof value === 'object' && value !== null) return value;
  throw new TypeError(`The page variable ${path} is not a record.`);
}
