import { BoundedText } from '../bounded-text.js';
import type { Budget } from '../limits.js';
import { occurrences } from '../text-search.js';

/** A text to look for, and the one to put in its place. */
export type Replacement = readonly [string, string];

/** Each occurrence replaced. @throws TemplateError `limit` */
export function replaceText(text: string, [searched, inserted]: Replacement, budget: Budget): string {
  const made = new BoundedText(budget);
  let end = 0;
  for (const found of occurrences(text, searched)) {
    made.add(text.slice(end, found));
    made.add(inserted);
    end = found + searched.length;
  }
  if (end === 0) return text;
  made.add(text.slice(end));
  return made.toString();
}

/** One replacement after the other, each in what the one before made. @throws TemplateError `limit` */
export function replaceAllOf(text: string, replacements: readonly Replacement[], budget: Budget): string {
  return replacements.reduce((made, replacement) => {
    budget.build(made.length);
    return replaceText(made, replacement, budget);
  }, text);
}
