import type { Expression } from '../expression/expressions.js';
import { parseFragmentExpression } from '../expression/parse-fragment.js';
import { renderNodes } from '../template/compiled-nodes.js';
import type { CompiledNodes } from '../template/render-scope.js';
import type { ElementBuild } from '../template/element-build.js';
import { evaluated, placed } from '../template/evaluated.js';
import { contentOf, type FragmentContent } from '../template/fragment-content.js';
import type { RenderScope } from '../template/render-scope.js';
import { TemplateError } from '../template-error.js';
import { FragmentValue, NO_OPERATION, type Value } from '../value.js';
import { requiredSource } from './directive-values.js';
import type { AroundBuilder } from './processor.js';
import type { Directive } from '../template/directive.js';

/** th:insert: the fragment becomes the content of the element. th:include: what is inside of the fragment does. */
export function insertion(part: 'nodes' | 'inner'): AroundBuilder {
  return (directive, element) => {
    const expression = fragmentExpression(directive, element);
    element.insertsFragment = true;
    return (inner) => (scope, output) => {
      const fragment = evaluated(expression, scope, 'restricted');
      if (fragment === NO_OPERATION) return renderNodes(inner, scope, output);
      const content = requiredContent(fragment, expression, scope);
      const body = content
        ? { nodes: content[part], template: (fragment as FragmentValue).template }
        : emptyBody(scope);
      const additions = { body, template: body.template, locals: content && parametersOf(content, expression, scope) };
      scope.budget.inside(() => renderNodes(inner, scope.with(additions), output));
    };
  };
}

/** th:replace: the fragment in place of the element and all else that it says. */
export const replacement: AroundBuilder = (directive, element) => {
  const expression = fragmentExpression(directive, element);
  return (inner) => (scope, output) => {
    const fragment = evaluated(expression, scope, 'restricted');
    if (fragment === NO_OPERATION) return renderNodes(inner, scope, output);
    const content = requiredContent(fragment, expression, scope);
    if (!content) return;
    const { template } = fragment as FragmentValue;
    const locals = parametersOf(content, expression, scope);
    scope.budget.inside(() => renderNodes(content.nodes, scope.with({ template, locals }), output));
  };
};

function emptyBody({ template }: RenderScope): { readonly nodes: CompiledNodes; readonly template: string } {
  return { nodes: [], template };
}

function fragmentExpression(directive: Directive, { template }: ElementBuild): Expression {
  const expression = parseFragmentExpression(requiredSource(directive), directive.position);
  template.recorder.expression(expression, { attribute: directive.attribute.name, unescaped: false });
  return expression;
}

/** Undefined for the empty fragment. @throws TemplateError `unknown` for one that does not exist */
function requiredContent(fragment: Value, expression: Expression, scope: RenderScope): FragmentContent | undefined {
  if (!(fragment instanceof FragmentValue)) return placed(expression, scope, () => missing());
  const content = contentOf(fragment);
  if (!content && fragment.specification !== '') return placed(expression, scope, () => missing());
  return content;
}

function missing(): never {
  throw new TemplateError('unknown', 'There is no such template or fragment.');
}

function parametersOf(
  content: FragmentContent,
  expression: Expression,
  scope: RenderScope,
): ReturnType<FragmentContent['parameters']> {
  return placed(expression, scope, () => content.parameters(scope));
}
