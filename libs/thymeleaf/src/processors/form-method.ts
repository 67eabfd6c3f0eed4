import type { Expression } from '../expression/expressions.js';
import { printed } from '../printed.js';
import { attributeText, type AttributeChange } from '../template/attribute-slots.js';
import { evaluated } from '../template/evaluated.js';
import type { RenderScope } from '../template/render-scope.js';
import { NO_OPERATION } from '../value.js';
import { valueAttribute } from './attribute-values.js';
import { expressionOf } from './directive-values.js';
import type { WithinBuilder } from './processor.js';

/** What browsers send a form by. */
const ofBrowsers: ReadonlySet<string> = new Set(['get', 'post', 'dialog']);

const plainMethod = valueAttribute('plain');

/** th:method: of a form a method that browsers do not have, such as `delete`, becomes `post` with the field `_method`, as Spring reads it. */
export const formMethod: WithinBuilder = (directive, element) => {
  if (element.node.lowerName !== 'form') return plainMethod(directive, element);
  const expression = expressionOf(directive, element);
  const change: AttributeChange = (before, scope) => {
    const method = methodOf(expression, scope);
    if (method === undefined) return before;
    if (method === '') return undefined;
    return isOfBrowsers(method) ? attributeText(method) : 'post';
  };
  element.attributes.change('method', change, directive.attribute);
  element.body = (original) => (scope, output) => {
    const method = methodOf(expression, scope) ?? '';
    if (method !== '' && !isOfBrowsers(method))
      output.write(`<input type="hidden" name="_method" value="${attributeText(method)}"/>`);
    original(scope, output);
  };
};

/** Undefined where the page keeps its own. */
function methodOf(expression: Expression, scope: RenderScope): string | undefined {
  const value = evaluated(expression, scope);
  return value === NO_OPERATION ? undefined : printed(value, scope);
}

function isOfBrowsers(method: string): boolean {
  return ofBrowsers.has(method.toLowerCase());
}
