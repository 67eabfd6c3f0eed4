import type { Expression } from '../expression/expressions.js';
import { PiecedText, piecesOf } from '../expression/pieced-text.js';
import { cssValue } from '../escaping/css-value.js';
import { escapeHtml } from '../escaping/html.js';
import { javaScriptValue } from '../escaping/javascript-value.js';
import { printed } from '../printed.js';
import type { LiteralForm } from '../program/place.js';
import { placedValue } from '../program/placed-value.js';
import { MarkupText, NO_OPERATION, type Value } from '../value.js';
import { textValue } from './fragment-text.js';
import type { InlineMode } from './inlining.js';
import type { Output } from './output.js';
import type { RenderScope } from './render-scope.js';

/** Writes an expression as the place where it goes needs it, in two steps: its value first, which may be something else than a text. */
export interface ValueWriter {
  readonly value: (scope: RenderScope, output: Output) => Value;
  readonly write: (value: Value, scope: RenderScope, output: Output) => void;
}

/** A value as what surrounds it needs it: `[[…]]`, and th:text of `[# …]`. */
export function escapedWriter(expression: Expression, mode: InlineMode): ValueWriter {
  const form = mode === 'javascript' ? 'code' : 'text';
  return {
    value: (scope) => textValue(expression, scope),
    write: (result, scope, output) => {
      const value = result === NO_OPERATION ? null : result;
      if (output.place) writePlaced(value, scope, output, form);
      else output.write(modeText(value, scope, mode));
    },
  };
}

function modeText(value: Value, scope: RenderScope, mode: InlineMode): string {
  if (mode === 'javascript') return javaScriptValue(value, scope);
  return mode === 'css' ? cssValue(value, scope) : escapeHtml(printed(value, scope));
}

/** th:text of an element: of a script or style sheet the author's words stay, the values among them are escaped for their places. */
export function textWriter(expression: Expression): ValueWriter {
  return {
    value: (scope, output) => textValue(expression, scope, output.place ? 'program' : 'plain'),
    write: (value, scope, output) => {
      if (output.place) writePieces(value, scope, output);
      else output.write(escapeHtml(printed(value, scope)));
    },
  };
}

/**
 * What is put in as it is: `[(…)]`, th:utext. In scripts and style sheets there is no markup to tell harmless text by, so the values among the author's words
 * are escaped for their places.
 */
export function rawWriter(expression: Expression): ValueWriter {
  const { variables, selected, objects } = expression.reads;
  const ofModel = variables.length + selected.length + objects.length > 0 || expression.source.includes('__');
  return {
    value: (scope, output) => textValue(expression, scope, ofModel && output.place ? 'program' : 'markup'),
    write: (value, scope, output) => {
      if (value === NO_OPERATION) return;
      if (ofModel && output.place && !isTrusted(value, output)) writePieces(value, scope, output);
      else output.write(printed(value, scope));
    },
  };
}

/** Markup that the model vouches for; in a literal it is a text all the same. */
function isTrusted(value: Value, { place }: Output): boolean {
  return value instanceof MarkupText && !(value instanceof PiecedText) && place?.kind === 'value';
}

/** What an author wrote, as it is, with the values in it. Messages are the author's: code where they stand as code, else what they say. */
export function writePieces(value: Value, scope: RenderScope, output: Output): void {
  for (const piece of piecesOf(value)) {
    if (typeof piece === 'string') output.write(piece);
    else if (piece.isMessage && output.place?.kind === 'value') output.write(printed(piece.value, scope));
    else writePlaced(piece.value, scope, output);
  }
}

/** A value as a text, wherever it goes. */
export function writeText(value: Value, scope: RenderScope, output: Output): void {
  if (output.place) writePlaced(value, scope, output);
  else output.write(escapeHtml(printed(value, scope)));
}

function writePlaced(value: Value, scope: RenderScope, output: Output, form?: LiteralForm): void {
  if (output.place) output.put(placedValue(value, output.place, scope, form));
}
