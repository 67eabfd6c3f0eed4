import type { Expression, ExpressionUse } from '../expression/expressions.js';
import { parseAssignations } from '../expression/parse-assignations.js';
import { isTrue } from '../expression/truth.js';
import { printed } from '../printed.js';
import { attributeText, type AttributeList } from '../template/attribute-slots.js';
import { evaluated, placed } from '../template/evaluated.js';
import type { RenderScope } from '../template/render-scope.js';
import { TemplateError } from '../template-error.js';
import { NO_OPERATION, type Value } from '../value.js';
import { booleanAttributes, keptEmpty } from './attribute-values.js';
import { requiredSource } from './directive-values.js';
import { handlerText } from './event-handler.js';
import type { WithinBuilder } from './processor.js';
import { isStyle, styleInFront, styleText, styleUse } from './style-attribute.js';

/** Where a value goes that does not take the place of what the attribute has. */
type Joining = 'behind' | 'in front';

/** th:attr: any attributes, named in the value. */
export const setAttributes = namedAttributes();
/** th:attrappend. */
export const appendAttributes = namedAttributes('behind');
/** th:attrprepend. */
export const prependAttributes = namedAttributes('in front');

function namedAttributes(join?: Joining): WithinBuilder {
  return (directive, element) => {
    const specification = parseAssignations(requiredSource(directive), directive.position);
    element.template.recorder.assignations(specification, { attribute: directive.attribute.name, binds: false });
    element.attributes.rewrite((attributes, scope) => {
      for (const { name, value } of placed(specification, scope, () => specification.parts(scope)))
        setAttribute({ attributes, scope, join }, printed(evaluated(name, scope, 'restricted'), scope), value);
    });
  };
}

interface Setting {
  readonly attributes: AttributeList;
  readonly scope: RenderScope;
  readonly join: Joining | undefined;
}

function setAttribute(setting: Setting, name: string, expression: Expression): void {
  const { attributes, scope, join } = setting;
  placed(expression, scope, () => requireAttributeName(name));
  const value = evaluated(expression, scope, useFor(name, scope));
  if (value === NO_OPERATION) return;
  if (!join && booleanAttributes.has(name.toLowerCase())) {
    attributes.set(name, isTrue(value) ? name.toLowerCase() : undefined);
    return;
  }
  const text = placed(expression, scope, () => namedText(setting, name, value));
  if (join && text === '') return;
  const joined = joinedText(attributes.get(name) ?? '', text, join);
  attributes.set(name, joined === '' && !keptEmpty.has(name.toLowerCase()) ? undefined : joined);
}

function isHandler(name: string): boolean {
  return name.toLowerCase().startsWith('on');
}

function useFor(name: string, scope: RenderScope): ExpressionUse {
  if (isHandler(name)) return 'handler';
  return isStyle(name) ? styleUse('restricted', scope) : 'restricted';
}

function namedText({ attributes, scope, join }: Setting, name: string, value: Value): string {
  if (isHandler(name)) return attributeText(handlerText(value, scope));
  if (!isStyle(name)) return attributeText(printed(value, scope));
  if (join === 'in front') return styleInFront(value, scope);
  return styleText(value, scope, join && attributes.get(name));
}

function joinedText(before: string, text: string, join: Joining | undefined): string {
  if (!join) return text;
  return join === 'behind' ? before + text : text + before;
}

function requireAttributeName(name: string): void {
  if (name === '') throw new TemplateError('value', 'An attribute needs a name.');
  if (name.toLowerCase() === 'srcdoc')
    throw new TemplateError('refused', 'A page inside the page cannot be made of data.');
  for (const char of name) {
    if (char <= ' ' || '"\'<>/='.includes(char))
      throw new TemplateError('value', 'The name of an attribute cannot be written.');
  }
}
