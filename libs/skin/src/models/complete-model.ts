import type { Wording } from '#protocol/phrase';
import type { VariableDescriptor, VariableDescriptors } from './page-model-descriptor.js';
import { wordsIn } from '../phrases/words.js';
import { isSafeAddress } from './safe-address.js';

/** A model as a page engine sees it: exactly the documented names, each its own property of an object without a prototype. */
export type CompleteModel = Readonly<Record<string, unknown>>;

/**
 * Copies a model by its descriptors: undocumented names are left out, absent optional ones become `undefined`, an empty text gets its
 * fallback, phrases become words, an unsafe address is left out where the page can do without it. Page engines never see the caller's objects.
 * @throws TypeError naming the variable that is missing, of the wrong kind or unsafe.
 */
export function completeModel(
  descriptors: VariableDescriptors,
  model: object,
  words: Wordsmith = wordsIn('en'),
): CompleteModel {
  return completeRecord(descriptors, model, { words, path: '' });
}

/** Makes words of phrases, in one language. */
export interface Wordsmith {
  say(wording: Wording): string;
}

/** Where in a model, and in whose words. */
interface Spot {
  readonly words: Wordsmith;
  readonly path: string;
}

function completeRecord(descriptors: VariableDescriptors, model: object, { words, path }: Spot): CompleteModel {
  const given = new Map<string, unknown>(Object.entries(model));
  const complete: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, descriptor] of Object.entries(descriptors)) {
    const value = given.get(fallbackOf(descriptor, given.get(name)) ?? name);
    complete[name] = completeValue(descriptor, value, { words, path: path + name });
  }
  return Object.freeze(complete);
}

function fallbackOf(descriptor: VariableDescriptor, value: unknown): string | undefined {
  const isEmpty = value === undefined || value === '';
  return descriptor.kind === 'text' && isEmpty ? descriptor.fallback : undefined;
}

function completeValue(descriptor: VariableDescriptor, value: unknown, { words, path }: Spot): unknown {
  if (value === undefined) {
    if (descriptor.optional) return undefined;
    throw new TypeError(`The page variable ${path} is missing.`);
  }
  const inside = { words, path: `${path}.` };
  switch (descriptor.kind) {
    case 'text':
      return descriptor.orPhrase === true ? words.say(wordingOf(value, path)) : ofType(value, 'string', path);
    case 'phrase':
      return words.say(wordingOf(value, path));
    case 'number':
      return ofType(value, 'number', path);
    case 'flag':
      return ofType(value, 'boolean', path);
    case 'address':
      return addressOf(value, descriptor.optional ?? false, path);
    case 'texts':
      return listOf(value, path).map((item) => ofType(item, 'string', path));
    case 'record':
      return completeRecord(descriptor.fields, recordOf(value, path), inside);
    case 'records':
      return listOf(value, path).map((item) => completeRecord(descriptor.fields, recordOf(item, path), inside));
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

function wordingOf(value: unknown, path: string): Wording {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'key' in value) return value as Wording;
  throw new TypeError(`The page variable ${path} is neither a phrase nor a text.`);
}

function listOf(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError(`The page variable ${path} is not a list.`);
}

function recordOf(value: unknown, path: string): object {
  if (typeof value === 'object' && value !== null) return value;
  throw new TypeError(`The page variable ${path} is not a record.`);
}
