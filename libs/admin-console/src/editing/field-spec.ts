/** One of the values that a field can have. */
export interface FieldOption {
  readonly value: string;
  readonly label: string;
}

/** What a field is to people. */
interface Described {
  /** Of the JSON object that is edited. */
  readonly name: string;
  readonly label: string;
  /** One sentence. */
  readonly help: string;
  readonly example?: string;
  /** Clause or section that says more, such as `RFC 6749 §3.1.2`. */
  readonly reference?: string;
  /** What counts where it is not set. */
  readonly absent?: string;
  /** Heading under which it stands. */
  readonly section: string;
  /** Not for everybody: folded away below the others of its section. */
  readonly isAdvanced?: boolean;
}

/** A field of a form of the console, and of the JSON behind it. */
export type FieldSpec = Described &
  (
    | { readonly kind: 'text' | 'long-text' | 'code' | 'secret' | 'instant' }
    /** A list of texts, one a line: easy to paste into (behaviour 13). */
    | { readonly kind: 'lines' }
    /** `{permission, argument}`, one a line, the argument behind a space. */
    | { readonly kind: 'authorities' }
    /** `{contextType, resourceId}`, one a line. */
    | { readonly kind: 'contexts' }
    /** Texts by name: `name = text`, one a line. */
    | { readonly kind: 'pairs' }
    | { readonly kind: 'number'; readonly unit?: string }
    /** True, or false and not set, which are the same. */
    | { readonly kind: 'flag' }
    /** True, false, or not set. */
    | { readonly kind: 'switch' }
    | { readonly kind: 'choice'; readonly options: readonly FieldOption[] }
    | { readonly kind: 'choices'; readonly options: readonly FieldOption[] }
  );

/** Options whose labels are the values themselves. */
export function plainOptions(values: readonly string[]): readonly FieldOption[] {
  return values.map((value) => ({ value, label: value }));
}
