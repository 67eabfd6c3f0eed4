import type { Expression } from '../expression/expressions.js';
import { parseExpression } from '../expression/parse-expression.js';
import { printed } from '../printed.js';
import { attributeText, type AttributeChange } from '../template/attribute-slots.js';
import { renderNodes } from '../template/compiled-nodes.js';
import type { ElementBuild } from '../template/element-build.js';
import { evaluated } from '../template/evaluated.js';
import { parseTextual } from '../template/textual/parse-textual.js';
import { Output } from '../template/output.js';
import { TemplateError } from '../template-error.js';
import { NO_OPERATION } from '../value.js';
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
    const text = printed(value, scope);
    return text === '' ? undefined : attributeText(text);
  };
}

function scriptChange({ source, attribute }: Directive, element: ElementBuild): AttributeChange {
  const nodes = parseTextual(source ?? '', attribute.valueOffset, 'javascript');
  const compiled = element.compile(nodes, { mode: 'javascript', program: 'script' });
  return (_before, scope) => {
    const script = new Output(scope.budget);
    renderNodes(compiled, scope, script);
    const text = script.toString();
    return text === '' ? undefined : attributeText(text);
  };
}
