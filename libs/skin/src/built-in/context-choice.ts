import type { Wordsmith } from '../models/complete-model.js';
import { fullName } from './full-name.js';
import { say } from '../phrases.port.js';
import type { Phrase } from '#protocol/phrase';
import type { PageModels } from '../models/page-models.js';
import type { Worded } from '../models/worded-model.js';

/** What the built-in context selection page prints besides its model. */
export interface ContextChoiceView {
  readonly fullName: string;
  readonly contexts: readonly object[];
  /** Said in place of an empty list. */
  readonly emptyText: string;
}

/** The model with its phrases made into words. */
type Model = Worded<PageModels['select-context']>;

/** Works out what the built-in context selection page prints. */
export function contextChoice(model: Model, words: Wordsmith): ContextChoiceView {
  const { user, contexts } = model;
  return {
    fullName: fullName(user),
    contexts: contexts.map((context, position) => ({ ...context, position, detail: detailOf(context, words) })),
    emptyText: contexts.length === 0 ? words.say(emptyText(model)) : '',
  };
}

function detailOf({ birthDate, sex, identifier, description }: Model['contexts'][number], words: Wordsmith): string {
  const born = birthDate === '' ? '' : words.say(say('context.born', { day: { day: birthDate } }));
  return [born, sex, identifier, description].filter((text) => text !== '').join(' · ');
}

function emptyText({ noun, searchable, searched, problem }: Model): Phrase {
  if (searched && problem === undefined) return say('context.empty.searched', { noun });
  return searchable ? say('context.empty.searchable') : say('context.empty.nothing', { noun });
}
