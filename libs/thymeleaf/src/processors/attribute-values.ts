import type { Expression, ExpressionUse } from '../expression/expressions.js';
import { isTrue } from '../expression/truth.js';
import { printed } from '../printed.js';
import { attributeText, type AttributeChange } from '../template/attribute-slots.js';
import { evaluated } from '../template/evaluated.js';
import { textValue } from '../template/fragment-text.js';
import type { RenderScope } from '../template/render-scope.js';
import { TemplateError } from '../template-error.js';
import { NO_OPERATION, type Value } from '../value.js';
import { expressionOf } from './directive-values.js';
import type { WithinBuilder } from './processor.js';
import { isStyle, styleText, styleUse } from './style-attribute.js';

/** What becomes of an attribute whose value is nothing. */
type Emptied = 'removed' | 'kept';

/** Attributes that have a value of their own even where it is empty. */
export const keptEmpty: ReadonlySet<string> = new Set(['action', 'href', 'name', 'src', 'type', 'value']);

/** th:title, th:href …: the attribute of the same name. */
export function valueAttribute(use: ExpressionUse, target?: string): WithinBuilder {
  return (directive, element) => {
    const name = target ?? directive.written;
    if (name.toLowerCase() === 'srcdoc')
      throw new TemplateError('refused', 'A page inside the page cannot be made of data.');
    const expression = expressionOf(directive, element);
    if (isStyle(name)) return element.attributes.change(name, styleChange(expression), directive.attribute);
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

function styleChange(expression: Expression): AttributeChange {
  return (before, scope) => {
    const value = textValue(expression, scope, styleUse('plain', scope));
    return value === NO_OPERATION ? before : styleText(value, scope) || undefined;
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

/** th:classappend: one more of the classes. */
export const classAppending: WithinBuilder = (directive, element) => {
  const expression = expressionOf(directive, element);
  const change: AttributeChange = (before, scope) => {
    const value = evaluated(expression, scope);
    const text = value === NO_OPERATION ? '' : attributeText(printed(value, scope));
    return appended(before, text);
  };
  element.attributes.change('class', change, directive.attribute);
};

/** th:styleappend: more declarations. */
export const styleAppending: WithinBuilder = (directive, element) => {
  const expression = expressionOf(directive, element);
  const change: AttributeChange = (before, scope) => {
    const value = evaluated(expression, scope, styleUse('plain', scope));
    const text = value === NO_OPERATION ? '' : styleText(value, scope, before ? `${before} ` : '');
    return appended(before, text);
  };
  element.attributes.change('style', change, directive.attribute);
};

function appended(before: string | undefined, text: string): string | undefined {
  if (text === '') return before;
  return before ? `${before} ${text}` : text;
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
