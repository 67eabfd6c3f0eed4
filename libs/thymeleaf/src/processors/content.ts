import type { ElementBuild } from '../template/element-build.js';
import { escapedWriter, rawWriter, textWriter, type ValueWriter } from '../template/value-writers.js';
import { NO_OPERATION } from '../value.js';
import { expressionOf } from './directive-values.js';
import type { WithinBuilder } from './processor.js';

/** th:text: a value in place of the content. */
export const text: WithinBuilder = (directive, element) => {
  const expression = expressionOf(directive, element);
  const isOfText = element.node.bracket === '[#';
  setContent(element, isOfText ? escapedWriter(expression, element.mode) : textWriter(expression));
};

/** th:utext: markup in place of the content; what came of the model is escaped all the same. */
export const unescapedText: WithinBuilder = (directive, element) => {
  const expression = expressionOf(directive, element);
  element.template.recorder.expression(expression, { attribute: directive.attribute.name, unescaped: true });
  setContent(element, rawWriter(expression));
};

/** `_` leaves the content as it is. */
function setContent(element: ElementBuild, writer: ValueWriter): void {
  element.body = (original) => (scope, output) => {
    const value = writer.value(scope, output);
    if (value === NO_OPERATION) original(scope, output);
    else writer.write(value, scope, output);
  };
}
