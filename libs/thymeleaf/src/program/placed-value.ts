import type { Printing } from '../printed.js';
import type { Value } from '../value.js';
import type { LiteralForm, Place } from './place.js';
import { inScript } from './value-in-script.js';
import { inStyle } from './value-in-style.js';

/** A value as a place needs it: whatever it holds stays there. @throws TemplateError `limit` */
export function placedValue(value: Value, place: Place, scope: Printing, form: LiteralForm = 'text'): string {
  const text = place.language === 'script' ? inScript(value, place, scope, form) : inStyle(value, place, scope);
  scope.budget.build(text.length);
  // What the author's backslash takes along is a backslash, so that the value is whole.
  return place.isEscaped ? `\\${text}` : text;
}
