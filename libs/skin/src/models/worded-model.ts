import type { Wording } from '#protocol/phrase';
import type { Wordsmith } from './complete-model.js';
import type { VariableDescriptor, VariableDescriptors } from './page-model-descriptor.js';

/** A model with its phrases made into words. */
export type Worded<Model> = Wording extends Model
  ? string
  : Model extends readonly (infer Item)[]
    ? readonly Worded<Item>[]
    : Model extends object
      ? { readonly [K in keyof Model]: WordedOptional<Model[K]> }
      : Model;

type WordedOptional<Value> = Wording extends Value
  ? string | (undefined extends Value ? undefined : never)
  : undefined extends Value
    ? Worded<Exclude<Value, undefined>> | undefined
    : Worded<Value>;

/** A model with its phrases made into words, and everything else as it was. */
export function wordedModel<Model extends object>(
  descriptors: VariableDescriptors,
  model: Model,
  words: Wordsmith,
): Worded<Model> {
  const given = Object.entries(model).map(([name, value]: readonly [string, unknown]) => {
    const descriptor = Object.hasOwn(descriptors, name) ? descriptors[name] : undefined;
    return [name, descriptor === undefined ? value : wordedValue(descriptor, value, words)] as const;
  });
  return Object.fromEntries(given) as Worded<Model>;
}

function wordedValue(descriptor: VariableDescriptor, value: unknown, words: Wordsmith): unknown {
  if (value === undefined || value === null) return value;
  if (descriptor.kind === 'record') return wordedModel(descriptor.fields, value, words);
  if (descriptor.kind === 'records')
    return (value as readonly object[]).map((one) => wordedModel(descriptor.fields, one, words));
  const isWording = descriptor.kind === 'phrase' || (descriptor.kind === 'text' && descriptor.orPhrase === true);
  return isWording ? words.say(value as Wording) : value;
}
