import type { Expression } from '../expression/expressions.js';
import { parseExpression } from '../expression/parse-expression.js';
import { printed } from '../printed.js';
import { attributeText, type AttributeChange } from '../template/attribute-slots.js';
import { renderProgram } from '../template/compiled-nodes.js';
import type { ElementBuild } from '../template/element-build.js';
import { evaluated } from '../template/evaluated.js';
import { parseTextual } from '../template/textual/parse-textual.js';
import { Output } from '../template/output.js';
import { TemplateError } from '../template-error.js';
import type { RenderScope } from '../template/render-scope.js';
import { writePieces } from '../template/value-writers.js';
import { NO_OPERATION, type Value } from '../value.js';
import { expressionOf } from './directive-values.js';
import type { WithinBuilder } from './processor.js';
import type { Directive } from '../template/directive.js';

/** th:onclick and all its like: an expression that gives no text of somebody's, else a piece of script with `[[…]]`. */
export const handler: WithinBuilder = (directive, element) => {
  const change = isExpression(directive)
    ? expressionChange(expressionOf(directive, element))
    : scriptChange(directive, element);
  element.attributes.change(directive.written, change, directive.attribute);
};

function isExpression({ source, position }: Directive): boolean {
  try {
    parseExpression(source ?? '', position);
    return true;
  } catch (mistake) {
    if (mistake instanceof TemplateError && mistake.fault === 'syntax') return false;
    throw mistake;
  }
}

function expressionChange(expression: Expression): AttributeChange {
  return (before, scope) => {
    const value = evaluated(expression, scope, 'handler');
    if (value === NO_OPERATION) return before;
    const text = handlerText(value, scope);
    return text === '' ? undefined : attributeText(text);
  };
}

/** The script of what an expression gives for a handler: with texts only where those are allowed, each escaped for its place. */
export function handlerText(value: Value, scope: RenderScope): string {
  if (scope.environment.handlers === 'strict') return printed(value, scope);
  const output = new Output(scope.budget);
  output.inProgram('script', () => writePieces(value, scope, output));
  return output.toString();
}

function scriptChange({ source, attribute }: Directive, element: ElementBuild): AttributeChange {
  const nodes = parseTextual(source ?? '', attribute.valueOffset, 'javascript');
  const compiled = element.compile(nodes, { mode: 'javascript' });
  return (_before, scope) => {
    const script = new Output(scope.budget);
    renderProgram(compiled, 'script', scope, script);
    return script.toString() === '' ? undefined : attributeText(script.toString());
  };
}
