/** What every field says about itself; the operator guide's table has the same words (ruling 56). */
interface Described {
  /** What counts where the field is not set. */
  readonly absent: string;
  readonly help: string;
}

/** A switch with three states: true, false, and not set. */
interface FlagField extends Described {
  readonly kind: 'flag';
}

interface TextField extends Described {
  readonly kind: 'text';
  /** In characters. */
  readonly maxLength: number;
}

interface ChoiceField extends Described {
  readonly kind: 'choice';
  readonly values: readonly string[];
}

/** Any number of a few words. */
interface ChoiceListField extends Described {
  readonly kind: 'choices';
  readonly values: readonly string[];
}

interface SecondsField extends Described {
  readonly kind: 'seconds';
  readonly least: number;
  readonly most: number;
}

/** One https address (http on loopback), such as a page or a JWK set. */
interface WebAddressField extends Described {
  readonly kind: 'web-address';
}

/** Such addresses, as pages of an app that somebody else opens. */
interface WebAddressListField extends Described {
  readonly kind: 'web-addresses';
}

interface TextListField extends Described {
  readonly kind: 'texts';
}

/** Texts by name, such as descriptions by scope. */
interface TextsByNameField extends Described {
  readonly kind: 'texts-by-name';
}

/** Addresses to which a browser may be sent, under the rules of redirect URIs. */
interface RedirectUriListField extends Described {
  readonly kind: 'redirect-uris';
}

/** Origins as browsers send them. */
interface OriginListField extends Described {
  readonly kind: 'origins';
}

/** One field of our own. */
export type OwnField =
  | FlagField
  | TextField
  | ChoiceField
  | ChoiceListField
  | SecondsField
  | WebAddressField
  | WebAddressListField
  | TextListField
  | TextsByNameField
  | RedirectUriListField
  | OriginListField;

const lists = ['texts', 'choices', 'redirect-uris', 'origins', 'web-addresses'] as const;

/** Kinds whose values are lists. */
export type ListKind = (typeof lists)[number];

/** The same, to be asked. */
export const listKinds: readonly OwnField['kind'][] = lists;

/** What a field of a kind holds. */
export type ValueOf<Field extends OwnField> = Field extends { kind: 'flag' }
  ? boolean
  : Field extends { kind: 'seconds' }
    ? number
    : Field extends { kind: 'choice'; values: readonly (infer Value)[] }
      ? Value
      : Field extends { kind: 'choices'; values: readonly (infer Value)[] }
        ? readonly Value[]
        : Field extends { kind: ListKind }
          ? readonly string[]
          : Field extends { kind: 'texts-by-name' }
            ? Readonly<Record<string, string>>
            : string;
