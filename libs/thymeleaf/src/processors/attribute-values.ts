import type { Expression, ExpressionUse } from '../expression/expressions.js';
import { parseAssignations } from '../expression/parse-assignations.js';
import { isTrue } from '../expression/truth.js';
import { printed } from '../printed.js';
import { attributeText, type AttributeChange, type AttributeList } from '../template/attribute-slots.js';
import { evaluated, placed } from '../template/evaluated.js';
import { textValue } from '../template/fragment-text.js';
import type { RenderScope } from '../template/render-scope.js';
import { TemplateError } from '../template-error.js';
import { NO_OPERATION, type Value } from '../value.js';
import { expressionOf, requiredSource } from './directive-values.js';
import { handlerText } from './event-handler.js';
import type { WithinBuilder } from './processor.js';

/** What becomes of an attribute whose value is nothing. */
type Emptied = 'removed' | 'kept';

/** Attributes that have a value of their own even where it is empty. */
const keptEmpty: ReadonlySet<string> = new Set(['action', 'href', 'name', 'src', 'type', 'value']);

/** th:title, th:href …: the attribute of the same name. */
export function valueAttribute(use: ExpressionUse, target?: string): WithinBuilder {
  return (directive, element) => {
    const name = target ?? directive.written;
    if (name.toLowerCase() === 'srcdoc')
      throw new TemplateError('refused', 'A page inside the page cannot be made of data.');
    const expression = expressionOf(directive, element);
    const emptied = keptEmpty.has(name.toLowerCase()) ? 'kept' : 'removed';
    element.attributes.change(name, valueChange(expression, use, emptied), directive.attribute);
  };
}

function valueChange(expression: Expression, use: ExpressionUse, emptied: Emptied): AttributeChange {
  return (before, scope) => {
    const value = textValue(expression, scope, use);
    return value === NO_OPERATION ? before : valueText(value, scope, emptied);
  };
}

function valueText(value: Value, scope: RenderScope, emptied: Emptied): string | undefined {
  const text = printed(value, scope);
  return text === '' && emptied === 'removed' ? undefined : attributeText(text);
}

/** th:alt-title, th:lang-xmllang: two attributes of one value. */
export function valueAttributes(...names: readonly string[]): WithinBuilder {
  return (directive, element) => {
    const expression = expressionOf(directive, element);
    for (const name of names)
      element.attributes.change(name, valueChange(expression, 'plain', 'removed'), directive.attribute);
  };
}

/** th:checked and the like: the attribute with its own name as value, or none. */
export const fixedValue: WithinBuilder = (directive, element) => {
  const expression = expressionOf(directive, element);
  const change: AttributeChange = (before, scope) => {
    const value = evaluated(expression, scope);
    if (value === NO_OPERATION) return before;
    return isTrue(value) ? directive.name : undefined;
  };
  element.attributes.change(directive.written, change, directive.attribute);
};

/** th:classappend, th:styleappend: more of what an attribute lists. */
export function appending(name: string, separator: string): WithinBuilder {
  return (directive, element) => {
    const expression = expressionOf(directive, element);
    const change: AttributeChange = (before, scope) => {
      const value = evaluated(expression, scope);
      const text = value === NO_OPERATION ? '' : printed(value, scope);
      if (text === '') return before;
      return before ? before + separator + attributeText(text) : attributeText(text);
    };
    element.attributes.change(name, change, directive.attribute);
  };
}

type Joining = (before: string, text: string) => string;

/** th:attr: any attributes, named in the value. */
export const setAttributes = namedAttributes();
/** th:attrappend. */
export const appendAttributes = namedAttributes((before, text) => before + text);
/** th:attrprepend. */
export const prependAttributes = namedAttributes((before, text) => text + before);

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

function setAttribute({ attributes, scope, join }: Setting, name: string, expression: Expression): void {
  placed(expression, scope, () => requireAttributeName(name));
  const isHandler = name.toLowerCase().startsWith('on');
  const value = evaluated(expression, scope, isHandler ? 'handler' : 'restricted');
  if (value === NO_OPERATION) return;
  if (!join && isBooleanAttribute(name)) {
    attributes.set(name, isTrue(value) ? name.toLowerCase() : undefined);
    return;
  }
  const text = isHandler ? handlerText(value, scope) : printed(value, scope);
  if (join && text === '') return;
  const joined = join ? join(attributes.get(name) ?? '', attributeText(text)) : attributeText(text);
  attributes.set(name, joined === '' && !keptEmpty.has(name.toLowerCase()) ? undefined : joined);
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

/** Attributes that mean something by being there. */
export const booleanAttributes: ReadonlySet<string> = new Set([
  ...[
    'async',
    'autofocus',
    'autoplay',
    'checked',
    'controls',
    'declare',
    'default',
    'defer',
    'disabled',
    'formnovalidate',
  ],
  ...[
    'hidden',
    'ismap',
    'loop',
    'multiple',
    'novalidate',
    'nowrap',
    'open',
    'pubdate',
    'readonly',
    'required',
    'reversed',
  ],
  ...['scoped', 'seamless', 'selected'],
]);

function isBooleanAttribute(name: string): boolean {
  return booleanAttributes.has(name.toLowerCase());
}
