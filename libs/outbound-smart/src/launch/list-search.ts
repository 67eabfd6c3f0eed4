import type { ContextChoice } from './context-choice.js';
import type { ContextPage, SearchTerms } from './context-source.port.js';

/** Choices on one page; a longer list is searched and turned over, as an endless one is. */
export const PAGE_LENGTH = 20;

/** Whether a choice fits what was typed: every word is somewhere in the name or in the number, whatever case and accents either has. */
export function fits({ display, identifier = '' }: ContextChoice, terms: SearchTerms): boolean {
  return holds(display, terms.name) && holds(identifier, terms.identifier);
}

/** A page of a list. @param from place of its first choice, as `next` of the page before has it */
export function pageOf(choices: readonly ContextChoice[], from = '0'): ContextPage {
  const end = Number(from) + PAGE_LENGTH;
  return { choices: choices.slice(Number(from), end), ...(end < choices.length && { next: String(end) }) };
}

function holds(text: string, typed = ''): boolean {
  const folded = fold(text);
  return fold(typed)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

/** Without case and accents. */
function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
