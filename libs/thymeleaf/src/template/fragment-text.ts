import type { Expression, ExpressionUse } from '../expression/expressions.js';
import { TemplateError } from '../template-error.js';
import { FragmentValue, type Value } from '../value.js';
import { evaluated, placed } from './evaluated.js';
import type { RenderScope } from './render-scope.js';

/**
 * The value of an expression where a text is wanted: of a fragment its markup as it stands in its template, which is not rendered.
 * @throws TemplateError `unknown` for a fragment that does not exist
 */
export function textValue(expression: Expression, scope: RenderScope, use?: ExpressionUse): Value {
  const value = evaluated(expression, scope, use);
  const isNamed = value === null && expression.source.trimStart().startsWith('~{') && !expression.source.includes('?');
  if (isNamed) return placed(expression, scope, missing);
  return value instanceof FragmentValue ? value.source : value;
}

function missing(): never {
  throw new TemplateError('unknown', 'There is no such template or fragment.');
}
