import type { Position } from '../template-error.js';
import type { Value } from '../value.js';
import type { Scope } from '../scope.js';

/**
 * How strictly an expression is held. `restricted` may not read request parameters (th:utext, th:src, th:href, th:attr …, preprocessing, fragment
 * specifications); `handler` is for event handlers: numbers and booleans only; `markup` is `restricted` for th:utext: what it gives is markup, so
 * everything that came of the model was escaped on the way unless it is MarkupText.
 */
export type ExpressionUse = 'plain' | 'restricted' | 'handler' | 'markup';

/** A parsed standard expression: `${…}`, `*{…}`, `#{…}`, `@{…}`, `~{…}`, literals and what joins them. */
export interface Expression {
  readonly source: string;
  readonly position: Position;
  /** What it reads: root variables, `#objects`, messages, templates; for the check of a skin. */
  readonly reads: ExpressionReads;
  /** @throws TemplateError */
  evaluate(scope: Scope, use?: ExpressionUse): Value;
}

/** Names of what an expression reads, each with the place it stands at. */
export interface ExpressionReads {
  readonly variables: readonly NamedRead[];
  /** Names after `#`, with the method where one is called: `strings.isEmpty`. */
  readonly objects: readonly NamedRead[];
  /** Keys of `#{…}` that are literal. */
  readonly messages: readonly NamedRead[];
}

/** A name and where it stands. `path` is the dotted way from it as far as it is literal: `client.name`. */
export interface NamedRead {
  readonly name: string;
  readonly path: string;
  readonly position: Position;
}
