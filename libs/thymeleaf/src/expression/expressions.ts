import type { Position } from '../template-error.js';
import type { Value } from '../value.js';
import type { Scope } from '../scope.js';

/**
 * How strictly an expression is held. `restricted` may not read request parameters (th:utext, th:src, th:href, th:attr …, preprocessing, fragment
 * specifications); `handler` is for event handlers: numbers and booleans only; `markup` is `restricted` for th:utext: what it gives is markup, so
 * everything that came of the model was escaped on the way unless it is MarkupText. `program` is for what becomes a part of a script or style sheet: it
 * tells the words of the author from the values among them; `restricted program` is both.
 */
export type ExpressionUse = 'plain' | 'restricted' | 'handler' | 'markup' | 'program' | 'restricted program';

/** A parsed standard expression: `${…}`, `*{…}`, `#{…}`, `@{…}`, `~{…}`, literals and what joins them. */
export interface Expression {
  readonly source: string;
  readonly position: Position;
  /** What it reads: root variables, `#objects`, messages, templates; for the check of a skin. */
  readonly reads: ExpressionReads;
  /** @throws TemplateError */
  evaluate(scope: Scope, use?: ExpressionUse): Value;
}

/** Something beside a single expression that an attribute holds: a loop, assignations, a list. */
export interface Specification<T> {
  readonly source: string;
  readonly position: Position;
  readonly reads: ExpressionReads;
  /** The parsed parts: the same each time unless the source has `__…__`. @throws TemplateError */
  parts(scope: Scope): T;
}

/** Names of what an expression reads, each with the place it stands at. */
export interface ExpressionReads {
  readonly variables: readonly NamedRead[];
  /** What `*{…}` reads of the selected object, or of the model where none is selected. */
  readonly selected: readonly NamedRead[];
  /** Names after `#`, with the method where one is called: `strings.isEmpty`. */
  readonly objects: readonly NamedRead[];
  /** Keys of `#{…}` that are literal. */
  readonly messages: readonly NamedRead[];
  /** Fragments as far as they are named literally. */
  readonly fragments: readonly FragmentRead[];
}

/** A name and where it stands. `path` is the dotted way from it as far as it is literal: `client.name`. */
export interface NamedRead {
  readonly name: string;
  readonly path: string;
  readonly position: Position;
}

/** A fragment that `~{…}` names. `template` and `selector` are absent where they are not literal; `own` = of the template it stands in. */
export interface FragmentRead {
  readonly template?: string;
  readonly selector?: string;
  readonly own: boolean;
  readonly position: Position;
}
