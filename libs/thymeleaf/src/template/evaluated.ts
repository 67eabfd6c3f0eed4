import type { Expression, ExpressionUse } from '../expression/expressions.js';
import { TemplateError } from '../template-error.js';
import type { Value } from '../value.js';
import type { RenderScope } from './render-scope.js';

/** The value of an expression of a template. @throws TemplateError that says where it stands */
export function evaluated(expression: Expression, scope: RenderScope, use?: ExpressionUse): Value {
  return placed(expression, scope, () => expression.evaluate(scope, use));
}

/** Does work for a piece of a template, so that its mistakes say where it stands. */
export function placed<T>(
  { position, source }: Pick<Expression, 'position' | 'source'>,
  { template }: Pick<RenderScope, 'template'>,
  work: () => T,
): T {
  try {
    return work();
  } catch (mistake) {
    if (!(mistake instanceof TemplateError)) throw mistake;
    throw mistake.at({ template, position, expression: source.slice(0, 200) });
  }
}
