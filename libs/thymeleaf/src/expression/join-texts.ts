import { escapeHtml } from '../escaping/html.js';
import { printed } from '../printed.js';
import { FragmentValue, MarkupText, NoOperation, type Value } from '../value.js';
import { makesPieces, type Run } from './node.js';
import { PiecedText, piecesOf } from './pieced-text.js';

/** Two values behind each other as a text. In markup everything is escaped that is not markup already. */
export function joinTexts(run: Run, left: Value, right: Value): Value {
  if (makesPieces(run)) return joinPieces(run, left, right);
  const [one, other] = [textOf(run, left), textOf(run, right)];
  run.scope.budget.build(one.length + other.length);
  return run.use === 'markup' ? new MarkupText(one + other) : one + other;
}

/** As Java joins: null is the word `null`. */
function textOf(run: Run, value: Value): string {
  if (value === null) return 'null';
  return run.use === 'markup' ? markupOf(run, value) : printed(value, run.scope);
}

function joinPieces(run: Run, left: Value, right: Value): PiecedText {
  const [one, other] = [textOf(run, left), textOf(run, right)];
  run.scope.budget.build(one.length + other.length);
  return new PiecedText(
    one + other,
    [left, right].flatMap((value) => (value === null ? ['null'] : piecesOf(value))),
  );
}

/** A value as markup. */
export function markupOf(run: Run, value: Value): string {
  if (value instanceof MarkupText) return value.markup;
  const text = escapeHtml(printed(value, run.scope));
  run.scope.budget.build(text.length);
  return text;
}

/** What an expression gives to th:utext: markup, unless it is nothing or a fragment. */
export function asMarkup(run: Run, value: Value): Value {
  const isNoText = value === null || value instanceof FragmentValue || value instanceof NoOperation;
  return isNoText || value instanceof MarkupText ? value : new MarkupText(markupOf(run, value));
}
