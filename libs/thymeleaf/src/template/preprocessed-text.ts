import { parseExpression } from '../expression/parse-expression.js';
import { printed } from '../printed.js';
import { TemplateError, type Position } from '../template-error.js';
import type { RenderScope } from './render-scope.js';

/**
 * The text of an attribute whose parts between `__` and `__` are replaced by what they give: letters, digits, `_ . -` and brackets.
 * @throws TemplateError `refused` for anything else, which could become a part of an expression
 */
export function preprocessedText(source: string, position: Position, scope: RenderScope): string {
  if (!source.includes('__')) return source;
  const parts = source.split('__');
  return parts
    .map((part, index) => (index % 2 === 0 || index === parts.length - 1 ? part : harmless(part, position, scope)))
    .join('');
}

function harmless(source: string, position: Position, scope: RenderScope): string {
  const text = printed(parseExpression(source, position).evaluate(scope, 'restricted'), scope);
  if (/^[\w.[\]-]*$/u.test(text)) return text;
  throw new TemplateError(
    'refused',
    'What stands between __ and __ may give letters, digits, “_”, “.”, “-” and brackets only.',
  );
}
