import type { Expression } from '../expression/expressions.js';
import { parseExpression } from '../expression/parse-expression.js';
import type { ElementBuild } from '../template/element-build.js';
import { TemplateError } from '../template-error.js';
import type { Directive } from '../template/directive.js';

/** The expression that an attribute's value is; an attribute without a value is null. @throws TemplateError */
export function expressionOf(directive: Directive, { template }: ElementBuild): Expression {
  const { source, position } = directive;
  const expression = source === undefined ? nothing(position) : parseExpression(source, position);
  template.recorder.expression(expression, { attribute: directive.attribute.name, unescaped: false });
  return expression;
}

/** The text of an attribute that cannot be empty. @throws TemplateError `syntax` */
export function requiredSource({ source, attribute }: Directive): string {
  if (source === undefined || source.trim() === '')
    throw new TemplateError('syntax', `${attribute.name} needs a value.`);
  return source;
}

function nothing(position: Expression['position']): Expression {
  const none = { variables: [], selected: [], objects: [], messages: [], fragments: [] };
  return { source: '', position, reads: none, evaluate: () => null };
}
