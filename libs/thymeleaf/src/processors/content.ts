import type { Expression } from '../expression/expressions.js';
import { escapedWriter, rawWriter, type TextWriter } from '../template/compile-output.js';
import type { ElementBuild } from '../template/element-build.js';
import { NO_OPERATION } from '../value.js';
import { expressionOf } from './directive-values.js';
import type { WithinBuilder } from './processor.js';

const unquoted = { quoted: false };

/** th:text: a value in place of the content. */
export const text: WithinBuilder = (directive, element) => {
  setContent(element, escapedWriter(expressionOf(directive, element), unquoted, element));
};

/** th:utext: markup in place of the content; what came of the model is escaped all the same. */
export const unescapedText: WithinBuilder = (directive, element) => {
  const expression: Expression = expressionOf(directive, element);
  element.template.recorder.expression(expression, { attribute: directive.attribute.name, unescaped: true });
  setContent(element, rawWriter(expression, unquoted, element));
};

/** `_` leaves the content as it is. */
function setContent(element: ElementBuild, write: TextWriter): void {
  element.body = (original) => (scope, output) => {
    const value = write.value(scope);
    if (value === NO_OPERATION) original(scope, output);
    else output.write(write.text(value, scope));
  };
}
