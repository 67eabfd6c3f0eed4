import type { ExpressionUse } from '../expression/expressions.js';
import { unescapeHtml } from '../escaping/unescape-html.js';
import { printed } from '../printed.js';
import { attributeText } from '../template/attribute-slots.js';
import { Output } from '../template/output.js';
import type { RenderScope } from '../template/render-scope.js';
import { writePieces } from '../template/value-writers.js';
import { TemplateError } from '../template-error.js';
import type { Value } from '../value.js';

/** Whether an attribute holds declarations of CSS. */
export function isStyle(name: string): boolean {
  return name.toLowerCase() === 'style';
}

/** How an expression for a style is evaluated: the author's words are told from the values among them, where those are somebody's. */
export function styleUse(use: 'plain' | 'restricted', { environment }: RenderScope): ExpressionUse {
  if (!environment.escapesModelText) return use;
  return use === 'plain' ? 'program' : 'restricted program';
}

/** Declarations, escaped for the attribute: the author's words as they are, each value for the place where it lands behind `before`, as the attribute has it. */
export function styleText(value: Value, scope: RenderScope, before = ''): string {
  return attributeText(styleBehind(value, scope, before).text);
}

/** Declarations that go in front of others: in an open literal or comment those would become something else. @throws TemplateError `value` */
export function styleInFront(value: Value, scope: RenderScope): string {
  const { text, isOpen } = styleBehind(value, scope, '');
  if (isOpen)
    throw new TemplateError('value', 'What is put in front of a style ends inside of a text: close its quotes.');
  return attributeText(text);
}

function styleBehind(
  value: Value,
  scope: RenderScope,
  before: string,
): { readonly text: string; readonly isOpen: boolean } {
  if (!scope.environment.escapesModelText) return { text: printed(value, scope), isOpen: false };
  const output = new Output(scope.budget);
  const words = unescapeHtml(before);
  let isOpen = false;
  output.inProgram('style', () => {
    output.write(words);
    writePieces(value, scope, output);
    isOpen = output.place?.kind !== 'value' || output.place.isEscaped;
  });
  return { text: output.toString().slice(words.length), isOpen };
}
