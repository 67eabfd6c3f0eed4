import { fullName } from './full-name.js';
import type { PageModels } from './page-models.js';

/** What the built-in context selection page prints besides its model. */
export interface ContextChoiceView {
  readonly fullName: string;
  readonly contexts: readonly object[];
  /** Said in place of an empty list. */
  readonly emptyText: string;
}

type Model = PageModels['select-context'];

/** Works out what the built-in context selection page prints. */
export function contextChoice(model: Model): ContextChoiceView {
  const { user, contexts } = model;
  return {
    fullName: fullName(user),
    contexts: contexts.map((context, position) => ({ ...context, position, detail: detailOf(context) })),
    emptyText: contexts.length === 0 ? emptyText(model) : '',
  };
}

function detailOf({ birthDate, sex, identifier, description }: Model['contexts'][number]): string {
  const born = birthDate === '' ? '' : `born ${birthDate}`;
  return [born, sex, identifier, description].filter((text) => text !== '').join(' · ');
}

function emptyText({ noun, searchable, searched, problem }: Model): string {
  if (searched && problem === undefined)
    return `No ${noun} that you may see fits what you typed. Check the spelling, or type less.`;
  return searchable ? 'Type what you know, and search.' : `There is no ${noun} to choose.`;
}
