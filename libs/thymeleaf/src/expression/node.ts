import type { Scope } from '../scope.js';
import { MarkupText, type Value } from '../value.js';
import type { ExpressionUse } from './expressions.js';
import { PiecedText } from './pieced-text.js';

/** One evaluation of an expression. */
export interface Run {
  readonly scope: Scope;
  readonly use: ExpressionUse;
  /** What `#this` and names inside `.?[…]` and `.![…]` are about; undefined outside of them. */
  readonly item: Value | undefined;
}

/** A parsed piece of an expression, ready to be evaluated. */
export type Node = (run: Run) => Value;

/** A piece of a standard expression with what its operators must know of it. */
export interface Operand {
  readonly node: Node;
  /** `text`: a literal text or what was joined with one, never taken for a number; `token`: a bare word; else it depends on the data. */
  readonly kind: 'text' | 'token' | 'other';
  /** The words where it is a literal. */
  readonly literal?: string;
}

/** The author's own words: in markup they may stand as they are. */
export function literalNode(text: string): Node {
  const [markup, pieced] = [new MarkupText(text), PiecedText.of(text)];
  return (run) => {
    if (run.use === 'markup') return markup;
    return makesPieces(run) ? pieced : text;
  };
}

/** Whether the words of the author are told from the values among them: in scripts and style sheets, and in event handlers that may hold texts. */
export function makesPieces({ use, scope }: Run): boolean {
  if (use === 'handler') return scope.environment.handlers === 'compatible';
  return use === 'program' || use === 'restricted program';
}

export function constantNode(value: Value): Node {
  return () => value;
}

/** A value for comparing and computing: markup counts as the text it is. */
export function plain(value: Value): Value {
  return value instanceof MarkupText ? value.markup : value;
}
