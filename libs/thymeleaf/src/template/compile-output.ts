import { parseExpression } from '../expression/parse-expression.js';
import type { Expression } from '../expression/expressions.js';
import { escapeCssString } from '../escaping/css.js';
import { cssValue } from '../escaping/css-value.js';
import { escapeHtml } from '../escaping/html.js';
import { escapeJavaScript, escapeJavaScriptQuotes } from '../escaping/javascript.js';
import { javaScriptValue } from '../escaping/javascript-value.js';
import { printed } from '../printed.js';
import { NO_OPERATION, MarkupText, type Value } from '../value.js';
import type { Surroundings } from './surroundings.js';
import { unescapedSource } from './unescaped-source.js';
import type { NodeList } from './compiled-nodes.js';
import { textValue } from './fragment-text.js';
import type { OutputNode } from './markup/markup-nodes.js';
import type { RenderScope } from './render-scope.js';

/** `[[…]]` and `[(…)]`. */
export function compileOutput(node: OutputNode, surroundings: Surroundings, list: NodeList): void {
  const { template, mode } = surroundings;
  const position = template.positionAt(node.valueOffset);
  template.spendFor(node.source);
  const expression = parseExpression(unescapedSource(node.source, mode).trim(), position);
  template.recorder.expression(expression, { attribute: '', unescaped: !node.escaped });
  const write = node.escaped
    ? escapedWriter(expression, node, surroundings)
    : rawWriter(expression, node, surroundings);
  list.render((scope, output) => output.write(write.text(write.value(scope), scope)));
}

/** Makes the text of an expression for its place, in two steps: its value first, which may be something else than a text. */
export interface TextWriter {
  readonly value: (scope: RenderScope) => Value;
  readonly text: (value: Value, scope: RenderScope) => string;
}

type Placed = Pick<OutputNode, 'quoted'>;
type Around = Pick<Surroundings, 'mode' | 'program'>;

/** A value as what surrounds it needs it: `[[…]]`, th:text. */
export function escapedWriter(expression: Expression, { quoted }: Placed, { mode, program }: Around): TextWriter {
  return {
    value: (scope) => textValue(expression, scope),
    text: (result, scope) => {
      const value = result === NO_OPERATION ? null : result;
      if (mode === 'javascript') return scriptValue(value, scope, quoted);
      if (mode === 'css') return cssValue(value, scope);
      if (program && scope.environment.escapesModelText) return guarded(value, scope, { quoted, program });
      return escapeHtml(printed(value, scope));
    },
  };
}

/**
 * A value that is put in as it is: `[(…)]`, th:utext. In scripts and style sheets there is no markup to tell harmless text by, so what came of the
 * model is escaped for its place.
 */
export function rawWriter(expression: Expression, { quoted }: Placed, { mode, program }: Around): TextWriter {
  const kind = mode === 'javascript' ? 'script' : mode === 'css' ? 'style' : program;
  const { variables, selected, objects } = expression.reads;
  const ofModel = variables.length + selected.length + objects.length > 0 || expression.source.includes('__');
  const isGuarded = (scope: RenderScope): boolean => ofModel && scope.environment.escapesModelText;
  return {
    value: (scope) => textValue(expression, scope, kind && isGuarded(scope) ? 'plain' : 'markup'),
    text: (value, scope) => {
      if (value === NO_OPERATION) return '';
      return kind && isGuarded(scope) ? guarded(value, scope, { quoted, program: kind }) : printed(value, scope);
    },
  };
}

/** Pages write `'[[…]]'` although a text brings its quotes: what it holds stays in the literal. */
function scriptValue(value: Value, scope: RenderScope, quoted: boolean): string {
  const code = javaScriptValue(value, scope);
  return quoted && scope.environment.escapesModelText ? escapeJavaScriptQuotes(code) : code;
}

function guarded(
  value: Value,
  scope: RenderScope,
  { quoted, program }: { readonly quoted: boolean; readonly program: 'script' | 'style' },
): string {
  if (value instanceof MarkupText) return value.markup;
  if (value === null) return '';
  if (program === 'script') return quoted ? escapeJavaScript(printed(value, scope)) : javaScriptValue(value, scope);
  return quoted ? escapeCssString(printed(value, scope)) : cssValue(value, scope);
}
