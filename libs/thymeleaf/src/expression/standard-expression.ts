import type { Scope } from '../scope.js';
import { type Position, TemplateError } from '../template-error.js';
import type { Value } from '../value.js';
import type { Expression, ExpressionReads, ExpressionUse, Specification } from './expressions.js';
import { asMarkup } from './join-texts.js';
import type { Node, Run } from './node.js';

/** An expression of its own, over the node that its source gives. */
export class StandardExpression implements Expression {
  readonly source: string;
  readonly position: Position;
  readonly reads: ExpressionReads;

  constructor(private readonly specification: Specification<Node>) {
    this.source = specification.source;
    this.position = specification.position;
    this.reads = specification.reads;
  }

  evaluate(scope: Scope, use: ExpressionUse = 'plain'): Value {
    try {
      return evaluateAs(this.specification.parts(scope), scope, use);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw error.at({ position: this.position, expression: this.source.slice(0, 200) });
    }
  }
}

/** Markup is made only where the texts of the model are somebody's words. */
function evaluateAs(node: Node, scope: Scope, use: ExpressionUse): Value {
  const isMarkup = use === 'markup' && scope.environment.escapesModelText;
  const run: Run = { scope, use: isMarkup || use !== 'markup' ? use : 'restricted', item: undefined };
  const value = node(run);
  return isMarkup ? asMarkup(run, value) : value;
}

/** A piece of a specification as an expression. */
export function expressionOf(node: Node, written: Pick<Expression, 'source' | 'position' | 'reads'>): Expression {
  return new StandardExpression({ ...written, parts: () => node });
}
