import { parseAssignations } from '../expression/parse-assignations.js';
import { printed } from '../printed.js';
import { boundField, isFieldPath, type SelectedForm } from '../forms/bound-field.js';
import type { Expression } from '../expression/expressions.js';
import { preprocessedText } from '../template/preprocessed-text.js';
import { renderNodes } from '../template/compiled-nodes.js';
import { evaluated, placed } from '../template/evaluated.js';
import type { RenderScope } from '../template/render-scope.js';
import { TemplateError } from '../template-error.js';
import { recordOf } from '../value.js';
import { expressionOf, requiredSource } from './directive-values.js';
import type { AroundBuilder } from './processor.js';

/** th:with: variables one after the other, so that later ones may use earlier ones. */
export const localVariables: AroundBuilder = (directive, { template }) => {
  const specification = parseAssignations(requiredSource(directive), directive.position);
  template.recorder.assignations(specification, { attribute: directive.attribute.name, binds: true });
  return (inner) => (scope, output) => {
    let within: RenderScope = scope;
    for (const { name, value } of placed(specification, scope, () => specification.parts(scope))) {
      const variable = printed(evaluated(name, within), within);
      if (variable === '') placed(specification, scope, unnamed);
      within = within.with({ locals: recordOf([[variable, evaluated(value, within)]]) });
    }
    renderNodes(inner, within, output);
  };
};

function unnamed(): never {
  throw new TemplateError('value', 'A local variable needs a name.');
}

/** th:object: what `*{…}` inside is about, and which form th:field and th:errors are of. */
export const selectedObject: AroundBuilder = (directive, element) => {
  const expression = expressionOf(directive, element);
  element.template.recorder.select();
  return (inner) => (scope, output) => {
    const selected = evaluated(expression, scope);
    const form = placed(expression, scope, () => selectedForm(expression, scope));
    renderNodes(inner, scope.with({ selected, ...(form && { form }) }), output);
  };
};

/** `${form}`, `${form.rows[0]}`, `*{address}`: the way to the object in a form; undefined for other expressions. */
function selectedForm({ source, position }: Expression, scope: RenderScope): SelectedForm | undefined {
  const text = preprocessedText(source, position, scope).trim();
  if (!isFieldPath(text.slice(2, -1)) || (text.startsWith('*{') && !scope.form)) return undefined;
  return text.startsWith('${') || text.startsWith('*{') ? boundField(text, scope.form) : undefined;
}
