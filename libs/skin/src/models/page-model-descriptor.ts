import type { Wording } from '#protocol/phrase';

/** What every variable says about itself. `skinName` is the documented expression of a skin where it differs from ours. */
interface Described {
  readonly help: string;
  readonly optional?: true;
  readonly skinName?: string;
}

/** Words to print; `fallback` names the variable of the same page that stands in for an empty one. */
interface TextVariable extends Described {
  readonly kind: 'text';
  readonly stock: string;
  readonly fallback?: string;
  /** It may be a phrase of ours as well. */
  readonly orPhrase?: true;
}

/**
 * Words of ours, which are made in the language of the page. Where an administrator or an app may have written them instead, they come as a text and
 * are shown as they are. Skins read the key of the phrase as well.
 */
interface PhraseVariable extends Described {
  readonly kind: 'phrase';
  readonly stock: Wording;
}

/** An address for `href` or `action`: a page engine prints it only if `isSafeAddress` agrees. */
interface AddressVariable extends Described {
  readonly kind: 'address';
  readonly stock: string;
}

interface NumberVariable extends Described {
  readonly kind: 'number';
  readonly stock: number;
}

interface FlagVariable extends Described {
  readonly kind: 'flag';
  readonly stock: boolean;
}

interface TextListVariable extends Described {
  readonly kind: 'texts';
  readonly stock: readonly string[];
}

interface RecordVariable extends Described {
  readonly kind: 'record';
  readonly fields: VariableDescriptors;
}

/** A list of records; without `stock` its sample is one record made of its fields' samples. */
interface RecordListVariable extends Described {
  readonly kind: 'records';
  readonly fields: VariableDescriptors;
  /** Field whose text a record stands for where a skin prints it or compares it. */
  readonly printed?: string;
  /** In skins the list is a map, too: from one field of its records to another. */
  readonly entries?: { readonly key: string; readonly value: string };
  readonly stock?: readonly Readonly<Record<string, Wording | number | boolean>>[];
}

/** One variable of a page: its kind, its meaning and a sample value. */
export type VariableDescriptor =
  | TextVariable
  | PhraseVariable
  | AddressVariable
  | NumberVariable
  | FlagVariable
  | TextListVariable
  | RecordVariable
  | RecordListVariable;

/** The variables of a page or of a record, by name. */
export interface VariableDescriptors {
  readonly [name: string]: VariableDescriptor;
}

/** A page: what it is for and what it may print. */
export interface PageDescriptor {
  readonly help: string;
  readonly variables: VariableDescriptors;
}

type ValueOf<V extends VariableDescriptor> = V extends { kind: 'phrase' } | { orPhrase: true }
  ? Wording
  : V extends { kind: 'text' | 'address' }
    ? string
    : V extends { kind: 'number' }
      ? number
      : V extends { kind: 'flag' }
        ? boolean
        : V extends { kind: 'texts' }
          ? readonly string[]
          : V extends { kind: 'record'; fields: infer F extends VariableDescriptors }
            ? ModelOf<F>
            : V extends { kind: 'records'; fields: infer F extends VariableDescriptors }
              ? readonly ModelOf<F>[]
              : never;

type OptionalNames<D extends VariableDescriptors> = {
  [K in keyof D]: D[K] extends { optional: true } ? K : never;
}[keyof D];

/** The TypeScript type that a set of descriptors stands for, so that a model is declared once (ruling 59). */
export type ModelOf<D extends VariableDescriptors> = {
  readonly [K in Exclude<keyof D, OptionalNames<D>>]: ValueOf<D[K]>;
} & {
  readonly [K in OptionalNames<D>]?: ValueOf<D[K]> | undefined;
};
