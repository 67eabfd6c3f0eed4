import { resourceWords } from './resource-words.js';
import { categoryWords } from './scope-categories.js';
import type { Interaction, ScopeContext, SmartScope } from './smart-scope.js';

/** What a scope means to a person. */
export interface ScopeWords {
  /** A few words that a person without technical knowledge understands. */
  readonly title: string;
  /** What follows from saying yes, in a sentence or two. */
  readonly detail: string;
  /** True where the page should ask for attention: changing or deleting records, all records, access that lasts. */
  readonly sensitive: boolean;
}

const whose: Readonly<Record<ScopeContext, string>> = {
  patient: 'of the selected patient',
  user: 'that you may see',
  system: 'that the app itself may see',
};

/** A clinical scope in plain words: what is done to which records of whom, and how far it reaches (STD CN1, CN2, CN3). */
export function describeClinicalScope(scope: SmartScope): ScopeWords {
  const verbs = sentence(verbsOf(scope.interactions));
  const category = categoryWords(scope);
  const title = `${verbs} ${category ?? resourceWords(scope.resourceType)} ${whose[scope.context]}`;
  const restriction = category === undefined ? restrictionOf(scope.search) : '';
  const detail = [reachOf(scope), restriction, changeOf(scope.interactions)].filter((text) => text !== '');
  return {
    title: title.charAt(0).toUpperCase() + title.slice(1),
    detail: detail.join(' '),
    sensitive: isSensitive(scope),
  };
}

function verbsOf(interactions: ReadonlySet<Interaction>): readonly string[] {
  const reading = [
    { letters: ['r', 's'], verb: 'see' },
    { letters: ['c'], verb: 'add' },
    { letters: ['u'], verb: 'change' },
    { letters: ['d'], verb: 'delete' },
  ] as const;
  return reading.filter(({ letters }) => letters.some((letter) => interactions.has(letter))).map(({ verb }) => verb);
}

function sentence(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

function reachOf(scope: SmartScope): string {
  return scope.resourceType === '*'
    ? 'This means every kind of record there is now, and every kind that is added in future.'
    : 'This covers records that exist now and records added later.';
}

/** `category=http://…|vital-signs` as "category is vital-signs": the code says more to a person than the name of its list. */
function restrictionOf(search: string | undefined): string {
  if (search === undefined) return '';
  const conditions = search.split('&').map((part) => {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    return `${name} is ${value.slice(value.lastIndexOf('|') + 1)}`;
  });
  return `Only records where ${sentence(conditions)}.`;
}

function changeOf(interactions: ReadonlySet<Interaction>): string {
  return isChange(interactions) ? 'The app can alter what is stored, not only look at it.' : '';
}

function isChange(interactions: ReadonlySet<Interaction>): boolean {
  return interactions.has('c') || interactions.has('u') || interactions.has('d');
}

function isSensitive(scope: SmartScope): boolean {
  return scope.resourceType === '*' || scope.context === 'system' || isChange(scope.interactions);
}
