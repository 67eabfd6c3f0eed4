import type { Expression } from '../expression/expressions.js';
import { isEqual } from '../expression/equality.js';
import { isTrue } from '../expression/truth.js';
import { renderNodes } from '../template/compiled-nodes.js';
import { evaluated, placed } from '../template/evaluated.js';
import type { RenderScope } from '../template/render-scope.js';
import { TemplateError } from '../template-error.js';
import { FragmentValue, NO_OPERATION, type Value } from '../value.js';
import { expressionOf, requiredSource } from './directive-values.js';
import type { AroundBuilder } from './processor.js';

/** th:if. */
export const renderedIf = conditional((value) => isTrue(value));

/** th:unless. */
export const renderedUnless = conditional((value) => !isTrue(value));

function conditional(holds: (value: Value) => boolean): AroundBuilder {
  return (directive, element) => {
    const condition = expressionOf(directive, element);
    return (inner) => (scope, output) => {
      if (holds(conditionValue(condition, scope))) renderNodes(inner, scope, output);
    };
  };
}

/** A fragment is true where it exists. */
function conditionValue(condition: Expression, scope: RenderScope): Value {
  const value = evaluated(condition, scope);
  return value instanceof FragmentValue ? value.nodes !== undefined : value;
}

/** th:switch: what the cases inside are compared with. */
export const switched: AroundBuilder = (directive, element) => {
  const expression = expressionOf(directive, element);
  return (inner) => (scope, output) => {
    const cases = { value: evaluated(expression, scope), met: false };
    renderNodes(inner, scope.with({ cases }), output);
  };
};

/** th:case: the first that equals, `*` where none did. */
export const switchCase: AroundBuilder = (directive, element) => {
  const isDefault = requiredSource(directive).trim() === '*';
  const expression = isDefault ? undefined : expressionOf(directive, element);
  return (inner) => (scope, output) => {
    const cases = scope.cases ?? placed({ position: directive.position, source: '' }, scope, outsideOfSwitch);
    if (cases.met) return;
    cases.met = expression ? isEqual(cases.value, evaluated(expression, scope), scope) : true;
    if (cases.met) renderNodes(inner, scope, output);
  };
};

function outsideOfSwitch(): never {
  throw new TemplateError('syntax', 'th:case is for elements inside of one with th:switch.');
}

/** th:assert: every expression has to hold. */
export function requireTrue(value: Value): void {
  if (value === NO_OPERATION || isTrue(value)) return;
  throw new TemplateError('value', 'What th:assert asks for does not hold.');
}
