import type { FragmentRead, NamedRead } from '../expression/expressions.js';
import type { Position } from '../template-error.js';

/** Where something stands. */
export interface Placed {
  readonly position: Position;
}

/** An expression as written; `attribute` is '' for one in a text. */
export interface InspectedExpression extends Placed {
  readonly attribute: string;
  readonly source: string;
}

/** th:utext or `[(…)]`, with the variables that it reads. */
export interface UnescapedOutput extends InspectedExpression {
  readonly reads: readonly NamedRead[];
}

/** An address that a template gives as it is, or as `@{/path}`. */
export interface StaticReference extends Placed {
  readonly element: string;
  readonly attribute: string;
  /** Without query and fragment. */
  readonly address: string;
  /** Of an address on another server. */
  readonly host: string | undefined;
  readonly integrity: boolean;
}

export interface InspectedForm extends Placed {
  /** Lower case; `get` where there is none. */
  readonly method: string;
  /** As far as it is static; '' = none, the form posts to its own page; undefined = known only when the page is rendered. */
  readonly action: string | undefined;
  readonly fields: readonly InspectedField[];
}

/** A field or button; its name is undefined where it depends on data. */
export interface InspectedField extends Placed {
  readonly name: string | undefined;
  /** Of an input, else the name of the element. */
  readonly type: string;
}

/** Script or style that is written into the page. */
export interface InlineCode extends Placed {
  readonly kind: 'script' | 'style' | 'handler' | 'style attribute';
  /** Of a handler: values are in it. */
  readonly isMade?: true;
}

/** What was written for version 3.0 and before. */
export interface OldConstruct extends Placed {
  readonly construct: string;
}

/** What a template uses and says, for the check of a skin. Variables are those that are not local where they are read. */
export interface TemplateInspection {
  readonly expressions: readonly InspectedExpression[];
  readonly variables: readonly NamedRead[];
  readonly objects: readonly NamedRead[];
  readonly messages: readonly NamedRead[];
  /** Fragments that are named literally; whether they exist is for {@link CompiledTemplates.missingFragments}. */
  readonly fragments: readonly FragmentRead[];
  readonly forms: readonly InspectedForm[];
  readonly unescaped: readonly UnescapedOutput[];
  readonly references: readonly StaticReference[];
  readonly inline: readonly InlineCode[];
  readonly oldConstructs: readonly OldConstruct[];
}
